"""Speed as ratios: our pages against the bare framework, on the same server, database and run (`make bench`)."""
