"""Usage: test_one_definition.py SOURCE_DIR

No two types of the project, its tests included, have one qualified name. The compiler does not see
such a pair where no file includes both, and the linker then takes the functions of either for both.
"""
import collections
import pathlib
import re
import sys

NOT_CODE = re.compile(r'//[^\n]*|R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])\'')
OPENING = re.compile(r'''namespace\s*([\w:]*)\s*\{
  | (?:struct|class|enum(?:\s+class)?|union)\s+((?:\w+::)*\w+)(?:\s+final)?\s*(?::[^;{()]*)?\{
  | \{ | \}''', re.VERBOSE)


def types(text):
    """The qualified names of the types that are defined in namespaces with a name."""
    scopes = []  # names of namespaces, '' for one without a name, None for any other brace
    for found in OPENING.finditer(NOT_CODE.sub('""', text)):
        namespace, name = found.groups()
        if found[0] == '}':
            if scopes:
                scopes.pop()
        elif namespace is not None:
            scopes.append(namespace)
        else:
            if name and all(scopes):
                yield '::'.join(scopes + [name])
            scopes.append(None)


def main(source_dir):
    root = pathlib.Path(source_dir)
    files = [file for file in root.rglob('*.[ch]pp')
             if file.relative_to(root).parts[0] not in ('build', 'node_modules')]
    places = collections.defaultdict(list)
    for file in files:
        for name in types(file.read_text(encoding='utf-8')):
            places[name].append(str(file.relative_to(root)))
    assert list(types('struct A {}; namespace b { namespace { struct C {}; } class D : E { struct '
                      'F; }; struct D::F : G {}; }')) == ['A', 'b::D', 'b::D::F'], 'this test does not find types'
    assert len(places) > 300, f'only {len(places)} types were found in {len(files)} files'
    twice = {name: where for name, where in places.items() if len(where) > 1}
    for name, where in sorted(twice.items()):
        print(f'{name} is defined in {" and in ".join(where)}')
    return 1 if twice else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
