"""The command line: parse, one function of the pipeline, print, exit code."""
