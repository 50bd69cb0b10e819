"""The reading room as a web application: requests in, pages out, judgements taken."""
