"""A replica as Django's database: `base.py`. Who asks it and when: `records/replica.py`."""
