"""What a file is that people add, and who may see it. Nothing takes or serves files yet.

May import accounts, and what that imports. What a file is evidence of is known by the package that points to it.

    photos = FilesField(label=_("photos"), most=5)             in a form; its value is a list of checked files
    StoredFile.objects.add_all(files, unit=…, sight=…, by=…, at=…)   keeps them, in the transaction of the verb
    {% include "parts/files.html" with files=… %}               lists them on a page
"""
