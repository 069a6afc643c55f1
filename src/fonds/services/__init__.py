"""The use cases: the only place where reader, store, search and exporters meet.

One module a use: ``reading`` (extract, keep nothing), ``adding``, ``finding``, ``showing``, ``citing``,
``exporting``, ``scans``, ``rebuilding``, ``checking``, ``evaluating``. ``archive`` opens the folder they work on and
``views`` holds the values they answer with. The command line and the pages are two skins over these.
"""
