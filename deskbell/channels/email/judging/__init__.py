"""Did a machine write it, does it tell of a mail of ours that did not arrive, which thread does it answer? Pure."""
