"""The lints of an item's content: one module each, one row here; adding a lint is adding both.

`find_all` runs them over an item; `uses` says which facts each requirement reads (the id of a check, the
name of a material, to paths), as settled by the rules. Without it the lints about reading stay silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from engine.fault import Fault
from engine.item.lint import (
    alternatives,
    border_word,
    catch_all,
    codes,
    edition_gap,
    half_english,
    half_width_punctuation,
    handling,
    hidden_condition,
    intake_window,
    jargon,
    long_sentence,
    message,
    missing_element,
    necessity,
    no_basis,
    no_faq,
    no_fee_basis,
    no_otherwise,
    no_remedy,
    no_sample,
    options,
    pause_without_basis,
    promised_over_statutory,
    reads_unneeded_material,
    reserved_name,
    same_telephone,
    sample_values,
    special_procedure,
    table_english,
    two_materials_in_one,
    unknown_finding,
    unknown_list,
    unknown_stage,
    unusable_name,
    unused_field,
    vague_word,
    visits,
    wording,
)
from engine.item.model import Item

__all__ = ["LINTS", "Lint", "find_all"]

Lint: TypeAlias = Callable[[Item, Mapping[str, frozenset[str]]], Iterator[Fault]]

LINTS: Final[tuple[Lint, ...]] = (
    edition_gap.find,
    codes.find,
    missing_element.find,
    no_faq.find,
    visits.find,
    same_telephone.find,
    half_english.find,
    intake_window.find,
    options.find,
    reserved_name.find,
    unusable_name.find,
    unused_field.find,
    alternatives.find,
    necessity.find,
    two_materials_in_one.find,
    hidden_condition.find,
    catch_all.find,
    no_basis.find,
    no_otherwise.find,
    no_remedy.find,
    unknown_list.find,
    message.find,
    wording.find,
    reads_unneeded_material.find,
    vague_word.find,
    border_word.find,
    jargon.find,
    long_sentence.find,
    half_width_punctuation.find,
    unknown_stage.find,
    handling.find,
    special_procedure.find,
    table_english.find,
    pause_without_basis.find,
    promised_over_statutory.find,
    no_fee_basis.find,
    no_sample.find,
    sample_values.find,
    unknown_finding.find,
)


def find_all(item: Item, uses: Mapping[str, frozenset[str]]) -> tuple[Fault, ...]:
    """Run every lint over an item and give all they find, lint by lint."""
    return tuple(fault for find in LINTS for fault in find(item, uses))
