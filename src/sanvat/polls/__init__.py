"""Polls: a question with a few answers, asked of whoever reads; counted, without keeping who."""
