"""The clinic's website: its page, the widget's conversation over plain HTTP, and who may hold it."""
