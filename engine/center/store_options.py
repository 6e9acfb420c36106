"""The options that name a store: every command that opens one takes the same three, and reads them alike."""

from __future__ import annotations

import argparse
import os

from engine.case.store import Place, place

__all__ = ["store_options", "store_place"]


def store_options(parser: argparse.ArgumentParser, *, chinese: bool) -> None:
    """Add the options that name a store."""
    for name, metavar, zh, en in (
        (
            "--data",
            "DIR",
            "办件数据的文件夹（YICI_DATA，不写就是 ./yici-data）",
            "folder of the store (YICI_DATA; ./yici-data if absent)",
        ),
        (
            "--store",
            "URL",
            "PostgreSQL 数据库（YICI_STORE），不写就用数据文件夹里的 SQLite",
            "a PostgreSQL database (YICI_STORE); SQLite in the folder if absent",
        ),
        (
            "--keys",
            "FILE",
            "密钥文件（YICI_KEYS，不写就在数据文件夹旁边）",
            "the key file (YICI_KEYS; beside the folder if absent)",
        ),
    ):
        parser.add_argument(name, metavar=metavar, help=zh if chinese else en)


def store_place(args: argparse.Namespace) -> Place:
    """Give the place that options and environment name."""
    return place(args.data, args.store, args.keys, os.environ)
