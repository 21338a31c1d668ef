"""Staff are told when a patient is sent for help: that it happened and where to look, never what was said."""
