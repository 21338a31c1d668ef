"""Numbers in a message, and what they count: ages, spans of time, nights, drinks, weeks of a pregnancy."""
