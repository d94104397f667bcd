"""Many pictures and videos read by all processors, their results written as they come."""
