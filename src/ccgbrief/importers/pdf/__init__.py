"""How PDF files are read: PDFium's text in PDFium's order, as blocks with pages and tables."""
