"""One module a page: ``layout()`` gives the empty page, ``register(app, view)`` brings it to life."""
