"""Files to streams of Arrow record batches, questionnaire files to questionnaires."""
