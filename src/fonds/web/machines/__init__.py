"""What the server answers to machines: harvesters, programs, feed readers, crawlers, image viewers.

One protocol a module. Each answers mistakes in its own way, reads through the services like the pages do, and has
a bound for everything that can be asked of it.
"""
