"""`sbom.cdx.json`: what the site is made of, as CycloneDX 1.6 says it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from macros.publishing.components import Component


def describe_components(components: Iterable[Component], moment: datetime | None) -> str:
    """Return the bill of materials; the same components and moment give the same text.

    `moment` is left out where it is not known.
    """
    known = sorted(components, key=lambda one: (not one.shipped, one.name))
    entries = {one.purl or one.name: _describe(one) for one in known}
    site = Entry(name="site", type=ComponentType.DATA, bom_ref="site")
    said = [(one.name, one.version, one.licence, one.requires) for one in known]
    number = uuid5(NAMESPACE_URL, hashlib.sha256(f"{said}{moment}".encode()).hexdigest())
    bill = Bom(
        components=entries.values(),
        metadata=BomMetaData(component=site),
        serial_number=number,
    )
    # It may be left out, but not given to the constructor as such, which would then say now.
    bill.metadata.timestamp = moment  # type: ignore[assignment]
    bill.register_dependency(site, entries.values())
    for one in known:
        required = [entries[name] for name in one.requires]
        bill.register_dependency(entries[one.purl or one.name], required)
    return JsonV1Dot6(bill).output_as_string(indent=1) + "\n"


def _describe(one: Component) -> Entry:
    home = (
        [ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(one.home))]
        if one.home
        else []
    )
    return Entry(
        name=one.name,
        version=one.version,
        type=ComponentType.FILE if one.shipped and not one.purl else ComponentType.LIBRARY,
        bom_ref=one.purl or one.name,
        # Excluded: it makes the site and is not in it.
        scope=ComponentScope.REQUIRED if one.shipped else ComponentScope.EXCLUDED,
        licenses=[LicenseFactory().make_from_string(one.licence)] if one.licence else [],
        copyright=one.holder,
        purl=PackageURL.from_string(one.purl) if one.purl else None,
        external_references=home,
    )
