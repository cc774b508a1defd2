"""Two published cases, laid out as agencies send their chronologies, and the script that makes them."""
