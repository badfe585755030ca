"""How the installation runs: what waits and fails, how long pages take, what broke."""
