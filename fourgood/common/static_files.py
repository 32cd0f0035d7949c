"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """A script that imports another one gets it under that name too, so that browsers may keep it for ever."""

    support_js_module_import_aggregation = True
