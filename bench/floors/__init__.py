"""Pages that do as little as a page can, served by the same server beside ours: the floors of the
comparison. `settings` and `urls` are those of the programme with these pages added."""
