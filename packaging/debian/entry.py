"""The frozen program's first module."""

from app.__main__ import main

raise SystemExit(main())
