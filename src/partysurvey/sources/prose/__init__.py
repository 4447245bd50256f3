"""Written reports as text: .txt, .md, .docx, .html and .pdf, with a way back from the text to the place in the file."""
