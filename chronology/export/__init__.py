"""What is taken away from a case: its entries and findings as tables, and those tables as a workbook."""
