"""The rules that no tool knows: sizes, banned functions, what may be imported when, and what may not be committed."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ipclip_app"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
PICKLES = {"pickle", "_pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
LOADER = "torch.load"
BANNED_CALLS = {"torch.save", "torch.jit.load", "torch.jit.save", "numpy.load", "np.load"}
"""numpy.load unpickles when it is asked to."""

MACHINE = re.compile(r"(?<![\w./-])/(?:home|root|work|Users|tmp|opt|mnt)/[\w.-]+")
REGISTRY = re.compile(r"(?:--(?:extra-)?index-url|--find-links)\b|https?://[^\s\"')]*/simple\b|files\.pythonhosted")
TEXT = {"", ".cfg", ".json", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}


def name_of(path: Path) -> str:
    """The path below the checkout, for messages and test ids."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.AST) -> str:
    """`a.b.c` of nested attributes, empty for other expressions."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Full names of everything a module imports, wherever the statement stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions, nested ones and methods too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def python(script: str) -> None:
    """Run a script in a fresh interpreter; its assertions are this test's."""
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr


def tracked() -> list[Path]:
    """The files under version control, without pictures and weights."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    paths = (ROOT / name for name in listed if name)
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_no_module_is_too_long(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_function_is_too_long(path: Path):
    lengths = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions(ast.parse(path.read_bytes()))}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_nothing_unpickles_except_one_function():
    loaders: list[str] = []
    for path in MODULES:
        tree = ast.parse(path.read_bytes())
        imported = set(imported_names(tree))
        used = imported | {dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not {name.partition(".")[0] for name in imported} & PICKLES, path
        assert not used & BANNED_CALLS, path
        assert LOADER not in imported, path
        loaders += [f"{name_of(path)}:{f.name}" for f in functions(tree) if _calls_loader(f)]
    assert len(loaders) == 1, loaders


def _calls_loader(function: ast.AST) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and dotted(node.func) == LOADER]
    for call in calls:
        safe = {word.arg: word.value for word in call.keywords}.get("weights_only")
        assert isinstance(safe, ast.Constant), "torch.load needs weights_only=True"
        assert safe.value is True, "torch.load needs weights_only=True"
    return bool(calls)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=name_of)
def test_every_package_says_what_it_may_import(path: Path):
    words = " ".join((ast.get_docstring(ast.parse(path.read_bytes())) or "").casefold().split())
    assert re.search(r"\bmay import\b|\bimports\b", words)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=name_of)
def test_every_package_names_its_modules_and_no_others(path: Path):
    named = set(re.findall(r"`(\w+)`", ast.get_docstring(ast.parse(path.read_bytes())) or ""))
    assert _members(path.parent) - named == set()
    assert named - _members(path.parent) - _members(PACKAGE) == set()


def _members(package: Path) -> set[str]:
    """Modules and packages right inside a package."""
    folders = {inside.parent.name for inside in package.glob("*/__init__.py")}
    return folders | {module.stem for module in package.glob("*.py")} - {"__init__"}


def test_every_imported_distribution_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]["server"]
    homes = importlib.metadata.packages_distributions()
    for path in MODULES:
        lines = [*project["dependencies"], *(extras if path.parent.name == "service" else [])]
        declared = {_normal(re.split(r"[<>=!~ ]", line)[0]) for line in lines}
        tops = {name.partition(".")[0] for name in imported_names(ast.parse(path.read_bytes()))}
        foreign = tops - set(sys.stdlib_module_names) - {"ipclip_app"}
        missing = [top for top in foreign if not {_normal(home) for home in homes.get(top, [])} & declared]
        assert not missing, path


def _normal(distribution: str) -> str:
    return distribution.replace("_", "-").lower()


def test_layers_are_kept():
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout


def test_jobs_load_no_qt():
    jobs = [f"ipclip_app.jobs.{path.stem}" for path in (PACKAGE / "jobs").glob("*.py") if path.stem != "__init__"]
    assert len(jobs) > 5
    python(
        f"import importlib, sys\nfor job in {['ipclip_app.jobs', *jobs]}: importlib.import_module(job)\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'PySide6', 'PyQt6', 'pyqtgraph', 'shiboken6'}, loaded\n"
    )


def test_the_window_loads_no_torch():
    parts = (path.relative_to(ROOT).with_suffix("").parts for path in sorted((PACKAGE / "gui").rglob("*.py")))
    modules = [".".join(names[:-1] if names[-1] == "__init__" else names) for names in parts]
    assert len(modules) > 10
    python(
        f"import importlib, sys\nfor module in {modules}: importlib.import_module(module)\n"
        "assert not {'torch', 'open_clip', 'torchvision'} & set(sys.modules)\n"
    )


def test_jobs_that_only_look_load_no_torch():
    python(
        "import sys, ipclip_app.jobs.preview, ipclip_app.jobs.runs, ipclip_app.jobs.export_records\n"
        "import ipclip_app.jobs.export_request, ipclip_app.jobs.bundle_keys, ipclip_app.jobs.model_card\n"
        "assert not {'torch', 'numpy', 'open_clip'} & set(sys.modules)\n"
    )


def test_a_command_loads_nothing_before_it_answers_to_an_interruption():
    python(
        "import sys\nbefore = set(sys.modules)\nimport ipclip_app.cli\n"
        "assert set(sys.modules) - before == {'ipclip_app', 'ipclip_app.cli'}, set(sys.modules) - before\n"
    )


def test_words_of_every_layer_load_no_torch():
    python(
        "import sys, ipclip_app, ipclip_app.jobs, ipclip_app.cli, ipclip_app.__main__, ipclip_app.progress\n"
        "import ipclip_app.config, ipclip_app.errors, ipclip_app.storage, ipclip_app.resources\n"
        "assert not {'torch', 'numpy', 'open_clip'} & set(sys.modules)\n"
    )


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an sdist knows no tracked files")
def test_tracked_files_name_no_machine_and_no_registry():
    found: list[str] = []
    for path in tracked():
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if MACHINE.search(line) or REGISTRY.search(line):
                found.append(f"{name_of(path)}:{number}: {line.strip()}")
    assert found == []


@pytest.mark.parametrize("line", ["see /home/me/x", "open('/opt/data')", "pip --index-url x", "http://a.b/simple/"])
def test_search_for_machines_and_registries_finds_them(line: str):
    assert MACHINE.search(line) or REGISTRY.search(line)
