"""The whole built site, measured: axe, Nu, Lighthouse, links. `make audit` prints one table."""
