"""Finding: the user's query as a tree, the index, facets, passages with the found words marked.

    index = Index.create(path) | Index.open(path)
    with index.writer() as writer:
        writer.put(entry_of(document, names=..., added=...)); writer.remove(id); writer.commit(sequence)
    found = index.search(parse("soviet 1950..1953"), Filters(facets={"type": ("telegram",)}))
    found.total, found.hits, found.facets["person"], found.years

Knows the model and nothing else of the archive; an index can always be built again from the records.
"""
