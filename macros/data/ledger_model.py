"""The ledger: which addresses and events are published, and what became of the former ones."""

from pydantic import Field

from macros.data.field_types import REASON, Address, Day, EventName, Text, record, several


@record("Une adresse qui a changé : l’ancienne mène à la nouvelle.")
class Move:
    address: Address = Field(description="Ancienne adresse, telle que published.yml l’écrit.")
    to: Address = Field(description="Nouvelle adresse ; pour un fichier, un fichier de même forme.")
    date: Day = Field(description="Jour du changement, AAAA-MM-JJ.")
    reason: Text = Field(description=REASON)


@record("Une page ou une ancre devenue plusieurs : l’ancienne y mène.")
class Split:
    address: Address = Field(description="Ancienne adresse, telle que published.yml l’écrit.")
    to: tuple[Address, ...] = Field(min_length=1, description="Nouvelles adresses, deux au moins.")
    date: Day = Field(description="Jour du changement, AAAA-MM-JJ.")
    reason: Text = Field(description=REASON)


@record("Une adresse retirée : une page dit pourquoi, et où aller.")
class Withdrawal:
    address: Address = Field(description="Ancienne adresse, telle que published.yml l’écrit.")
    see: Address = Field(description="Adresse où aller à la place.")
    date: Day = Field(description="Jour du retrait, AAAA-MM-JJ.")
    reason: Text = Field(description=REASON)


Former = Move | Split | Withdrawal


@record("Une date d’un événement, et depuis quand elle est publiée.")
class EventDate:
    date: Day | None = Field(description="Date publiée, AAAA-MM-JJ ; null si elle a été retirée.")
    since: Day = Field(description="Publiée depuis le : premier jour, AAAA-MM-JJ.")


@record("Un événement des calendriers, avec les dates qu’il a eues.")
class Event:
    uid: EventName = Field(description="Identifiant dans les calendriers, fixé pour toujours.")
    dates: tuple[EventDate, ...] = Field(
        min_length=1, description="Dates successives, de la plus ancienne à la dernière."
    )


@record("Le fichier permalinks.yml : ce que deviennent les adresses publiées.")
class Permalinks:
    moved: tuple[Move, ...] = several("Adresses qui ont changé.")
    split: tuple[Split, ...] = several("Adresses devenues plusieurs.")
    withdrawn: tuple[Withdrawal, ...] = several("Adresses retirées.")

    @property
    def former(self) -> tuple[Former, ...]:
        """Every address that is no more."""
        return (*self.moved, *self.split, *self.withdrawn)


@record("Le fichier published.yml, qu’une commande écrit : ce qui est publié, et depuis quand.")
class Published:
    addresses: dict[Address, Day] = Field(
        default_factory=dict,
        description="Adresse publiée : jour où elle est apparue.",
        json_schema_extra={"additionalProperties": False},
    )
    events: tuple[Event, ...] = several("Événements des calendriers.")
