"""`/phan-anh/so-lieu/`: matters of the people in figures."""
