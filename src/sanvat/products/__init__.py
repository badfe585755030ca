"""What is made and by whom: producers, their products, ideas, and the office's register."""
