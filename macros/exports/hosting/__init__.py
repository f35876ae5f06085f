"""What the host of the site is told, in the words of each host, from one definition."""
