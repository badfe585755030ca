"""The office's register in a spreadsheet: read, answered row by row, applied, written back."""
