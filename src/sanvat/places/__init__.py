"""Where: provinces, districts and communes, each with the days on which it was one."""
