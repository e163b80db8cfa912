"""Reads PDF files: PDFium's text in PDFium's order, as blocks with pages and tables."""
