"""Shapes of histories, and the ranges that are asked of each; read by test_ranges.py.

A revision is ``id < parent,parent [label,label] after dependency,dependency``; files are loaded in the order
in which they stand here.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Spec(NamedTuple):
    """A revision of a shape."""

    id: str
    down: tuple[str, ...]
    labels: tuple[str, ...]
    depends_on: tuple[str, ...]


_SPEC = re.compile(r"(\S+)(?: < (\S+))?(?: \[(\S+)\])?(?: after (\S+))?")


def specs(shape: str) -> tuple[Spec, ...]:
    """Return the revisions of a shape, in load order."""
    found = [_SPEC.fullmatch(line.strip()) for line in SHAPES[shape].strip().splitlines() if line.strip()]
    return tuple(
        Spec(match[1], *(tuple(text.split(",")) if text else () for text in match.groups()[1:]))
        for match in found
        if match
    )


SHAPES = {
    "linear": """
        a1
        a2 < a1
        b1 < a2
        b2 < b1
    """,
    "hex": """
        1975ea83b712
        1975eb0c0d1e < 1975ea83b712
        ae1027a6acff < 1975eb0c0d1e
        ae1027beef00 < ae1027a6acff
        27c6a30d7c24 < ae1027beef00
    """,
    "branches": """
        base0000
        left1111 < base0000 [left]
        left2222 < left1111
        left3333 < left2222
        rght1111 < base0000 [right]
        rght2222 < rght1111
    """,
    "merged": """
        base0000
        left1111 < base0000 [left]
        left2222 < left1111
        mrge1111 < left2222,rght2222
        rght1111 < base0000 [right]
        rght2222 < rght1111
        tail1111 < mrge1111
    """,
    "nested": """
        root
        zz10 < root
        zz11 < zz10
        xx10 < root
        yy10 < root
        yy11 < yy10
        mm10 < xx10,yy11
        mm20 < zz11,mm10
        mm21 < mm20
        ww10 < mm10
        mm30 < ww10,mm21
        tip1 < mm30
    """,
    "bases": """
        ord1 [orders]
        ord2 < ord1
        ord3 < ord2
        usr1 [users]
        usr2 < usr1
        bil1 [bills]
    """,
    "depends": """
        core1 [core]
        core2 < core1
        core3 < core2
        plug1 [plug] after core2
        plug2 < plug1
        plug3 < plug2 after core3
    """,
    "dependency_tip": """
        lib1 [lib]
        lib2 < lib1
        app1 [app]
        app2 < app1 after lib2
        lib3 < lib2
    """,
    "dependency_label": """
        s001 [store]
        s002 < s001
        t001 [track] after store
        t002 < t001 after s002
        t003 < t002 after s002
    """,
    "two_dependencies": """
        a001 [aa]
        a002 < a001
        b001 [bb]
        b002 < b001
        c001 [cc]
        c002 < c001 after a002,b002
        c003 < c002
    """,
    "implied_dependency": """
        k001 [kk]
        k002 < k001
        x001 [xx]
        x002 < x001 after k002
        y001 [yy]
        y002 < y001,x002 after k001
        z001 [zz]
    """,
    "crisscross": """
        r000
        m001 < r000 [main]
        d001 < r000 [dev]
        m002 < m001,d001
        d002 < d001,m001
        m003 < m002,d002
        d003 < d002,m002
        m004 < m003
    """,
    "octopus": """
        octo < p3xx,p1xx,p2xx
        p1xx < stem
        p2xx < stem
        p3xx < stem
        stem
        rear < octo
    """,
    "long": """
        a_very_long_revision_name_of_forty_chars
        another_long_revision_name_beyond_thirty_two < a_very_long_revision_name_of_forty_chars
        the_third_one < another_long_revision_name_beyond_thirty_two
    """,
    "numeric": """
        0003 < 0002
        0001
        0002 < 0001
        20240102_1200 < 0003
        20240102_1300 < 20240102_1200
        1.5 < 20240102_1300
    """,
    "labels": """
        aaaa1111 [common]
        bbbb1111 < aaaa1111 [feature,feature-x]
        bbbb2222 < bbbb1111
        cccc1111 < aaaa1111 [my-branch]
        cccc2222 < cccc1111 [my-branch-late]
    """,
    "single": "only",
    "empty": "",
}

# What is asked of each shape: one range a word; a stamp of several texts has "+" between them.
RANGES: dict[str, dict[str, str]] = {
    "linear": {
        "upgrade": """
            head heads b2 a1 base:head base:heads base:b2 base:base a1:b2 a1:head a2:b1 b1:b2 a1:a1 b2:b2
            b2:a1 head:head head:a1 base +1 +2 +4 +5 base:+3 a1:+1 a1:+2 a1:+9 a2:-1 -1 head-1 a1:head-1
            base:head-2 base:head-3 base:head-4 base:b2-1 base:a1+2 base:a1+9 base:base+2 head-1:head
            head-2:head-1 a1+1:b2 base+1:head base+2:+1 -1:head +1:head :b2 a1: : a1:b2:b1 nope a1:nope
            nope:b2 current:head base:current b base:b a@head a1@head a1,b1:head a1,a2:b2 a1:a2,b2 head+1
            base:head+1 base-1:head
        """,
        "downgrade": """
            b2:a1 b2:base head:base head:a2 b1:a1 head:-1 head:-2 head:-4 head:-5 -1 -2 a1:base base:base
            a1:a1 a1:b2 base:head b2:head b2:head-1 head:head-2 head:b2-3 head:base+1 head:base+2
            head:a1+1 head:+1 head-1:a1 b2: :a1 : b2 base b1:-1 b1:base nope:base b2:nope head:heads
            a2:a1,base current:base
        """,
        "stamp": """
            b2 head heads base a1:b2 b2:a1 b2:base a1:a1 head:head base:a2 +2 a1:+1 b2:-1 nope a1:b2:b1
            a1:b1&a1:b2 a1:b1&a2:b2 b1&b2 a1:head-1 : b2:
        """,
    },
    "hex": {
        "upgrade": """
            1975ea:ae1027b base:27c6 1975:ae10 1975ea:1975eb 19:27 27:head 1975ea8:head 27c6a30d7c24 2
            1975eb-1:27c6 1975ea+1:ae1027a 1975ea83b712:+2 ae1027:head AE1027A
        """,
        "downgrade": "27c6:1975ea 27c:ae1027a 27c6:base 27c6:-3 27c6:27c6-2 27c6:ae10",
        "stamp": "27c6 1975ea:27c6 27c6:1975ea 1975",
    },
    "branches": {
        "upgrade": """
            head heads base:heads base:head left3333 rght2222 left@head right@head base:left@head
            left@heads left1111:left@head left2222:heads rght1111:heads left3333:heads left3333:rght2222
            left1111:rght1111 base0000:left@+1 base0000:right@+2 base0000:+1 base:+1 base:+2 left1111:+1
            left1111:+2 left1111:+3 left1111:left3333-1 base:left@base base:right@rght1111
            base:right@left1111 left@left1111:left@head left@base:left@head left@base:head left@base:heads
            right@base:+2 left@base:rght1111 left2222,rght1111:heads left3333,rght2222:heads
            left3333,rght1111:rght2222 left3333:left3333,rght2222 left1111:left2222,rght1111
            left2222,rght2222:left3333 left1111,left2222:heads rght@head base:left@+2
            left@head-1:left@head left3333-1:left3333 base0000:left@head+0 rght1111@head left2222@head
            base:left@rght1111 D@head base0000:D@+1 left: left1111: :left@head heads:heads base:left,right
        """,
        "downgrade": """
            heads:base left3333:base left3333:base0000 left3333:left1111 left3333:-1 left3333:-3
            rght2222:base0000 left3333,rght2222:base left3333,rght2222:base0000 left3333,rght2222:left1111
            heads:left@-1 heads:right@base heads:left@base0000 heads:left1111 heads:-1
            left3333,rght2222:left1111,rght1111 left3333:rght1111 head:base left@head:base left@head:-2
            right@head:right@-1 left1111:left3333 left3333:left@left1111 left3333:left@base
            left2222:base0000+1 left3333:left@base0000+1 heads:left3333 heads:left@-3
            left3333,rght2222:rght1111,base0000
        """,
        "stamp": """
            heads head left3333 left3333&rght2222 base:heads base0000:heads left3333:rght2222
            left3333:base left1111:left3333 left3333:base0000 base0000:left3333,rght2222
            left3333,rght2222:base0000 left3333,rght2222:base left3333,rght2222:left@base
            left3333:left@base left1111:heads left3333,rght2222:left1111
            left1111:left3333&left1111:rght1111 left1111&left3333
        """,
    },
    "merged": {
        "upgrade": """
            head heads mrge1111 base:mrge1111 left1111:head left2222:mrge1111 rght2222:mrge1111
            left1111:rght2222 left2222,rght2222:mrge1111 left2222,rght2222:head left1111,rght1111:head
            left2222,rght1111:mrge1111 base0000:mrge1111 mrge1111:tail1111 head-1:head head-2:head
            mrge1111-1:mrge1111 base:mrge1111-1 base:left@mrge1111-1 left@head right@head left1111:left@+3
            base:+1 base:+2 base0000:left@+2 tail1111-3:head left@mrge1111-1:head tail1111:left1111
            left2222:rght2222 rght1111:+1 left2222:+1 left2222:+2
        """,
        "downgrade": """
            head:base tail1111:mrge1111 tail1111:left1111 tail1111:left2222 tail1111:rght2222
            tail1111:rght1111 tail1111:base0000 mrge1111:left2222 mrge1111:left1111 mrge1111:base0000
            mrge1111:-1 head:-1 head:-2 head:-3 mrge1111:left@-1 mrge1111:left@base0000
            mrge1111:right@base0000 mrge1111:left@base head:mrge1111-1 mrge1111:left2222,rght2222
            mrge1111:left1111,rght2222 mrge1111:left1111,rght1111 left2222:base0000 left2222,rght2222:base
            left2222,rght2222:base0000 left2222,rght2222:left@-1 left2222,rght2222:right@base0000
            left2222:mrge1111 left1111:rght1111 tail1111:left@left1111
        """,
        "stamp": """
            head left2222:mrge1111 mrge1111:left2222 mrge1111:left2222,rght2222 left2222,rght2222:mrge1111
            tail1111:base left1111:rght2222 base0000:mrge1111 left2222,rght1111:head mrge1111:base0000
            left1111:left2222&rght1111
        """,
    },
    "nested": {
        "upgrade": """
            head mm20 mm30 base:mm10 root:mm20 mm10:head xx10:mm10 zz11:mm20 zz11,mm10:mm20 xx10,zz10:head
            yy11:head ww10,mm20:mm30 ww10,mm21:tip1 mm30-1:head mm20-1:mm20 head-2:head xx10,yy11:mm10
            zz11,xx10,yy10:mm21
        """,
        "downgrade": """
            head:base tip1:mm20 tip1:mm10 tip1:root mm30:zz10 mm20:xx10 mm20:yy10 mm30:-1 mm21:zz11
            mm30:ww10,mm21 mm30:mm10 mm20:zz11,mm10 tip1:xx10
        """,
        "stamp": "head root:mm30 mm30:root mm20:xx10,yy11 ww10,mm21:tip1 zz11,mm10:root",
    },
    "bases": {
        "upgrade": """
            heads head base:heads orders@head users@head base:bills@head ord1:heads ord1:orders@head
            ord3:users@head ord1:usr1 ord3:ord3,usr2 usr2:heads ord3,usr1:heads ord3,usr2,bil1:heads +1
            orders@+2 users@+1 ord1:users@+1 ord1:+1 base:orders@base+1 orders@base:heads users@base:head
            bil1:orders@+1 ord2:users@head ord1,usr1:orders@head base+1:head
        """,
        "downgrade": """
            heads:base ord3:base ord3,usr2:base ord3,usr2:orders@base ord3,usr2,bil1:users@base heads:usr1
            heads:orders@-1 ord3:ord1 ord3:orders@base ord3:users@base heads:ord1,usr1 usr2:-1 usr2:-2
            usr2:-3 heads:ord1 ord3,usr2:ord3 orders@head:users@base
        """,
        "stamp": """
            heads ord3 ord3&usr2 base:heads ord1:heads ord3:usr2 ord3,usr2:base ord3,usr2:orders@base
            ord3:base ord1,usr1:ord3,usr2 ord3:ord3,usr1
        """,
    },
    "depends": {
        "upgrade": """
            heads head plug3 plug1 core3 plug@head core@head core2:plug1 core1:plug1 core3:plug3
            core3:heads plug1:heads plug1:core3 core1:heads plug2:plug3 core2:plug@head plug1,core3:heads
            plug2,core3:plug3 plug3:heads plug2:core@head plug3-1:plug3 plug2:core@+1 core2:plug@+1
            core1:+1 core2:+1 base:plug@+2 core1,plug1:heads plug3:core3 plug1:core2
        """,
        "downgrade": """
            plug3:base heads:base plug3:plug1 plug3:core2 plug3:core1 plug3:core3 plug3:plug2 plug1:core2
            plug1:base plug1:core1 plug3:plug@base plug3:core@base plug3:-1 plug3:-2 plug2,core3:core2
            plug2,core3:plug1 plug2,core3:core1 plug2,core3:plug@-1 plug2,core3:core@-1 plug1:core@base
            core3:base plug1:-1 plug3:core@-1 plug1:-2
        """,
        "stamp": """
            heads plug3 plug1:heads core2:plug1 plug1:core2 plug3:base core3:plug3 plug3:core3
            plug1,core3:plug3 plug1:core1 core1:plug1
        """,
    },
    "dependency_tip": {
        "upgrade": """
            heads app2 lib3 app@head lib2:app2 lib1:app2 lib3:app2 app1:app2 app1,lib1:app2 app1,lib2:app2
            app1,lib3:app2 app2:lib3 app2:heads lib3:heads app1:heads app1:lib@head app2:lib@+1
            base:lib@head
        """,
        "downgrade": """
            heads:base app2:app1 app2:lib1 app2:lib2 app2:base heads:lib2 heads:app1 app2,lib3:app1
            app2,lib3:lib1 app2,lib3:lib@base app2,lib3:app@base app2:app@-1 app2:-1 heads:app@-1
        """,
        "stamp": "heads app2 app2:lib3 lib3:app2 app2,lib3:base app2:lib2 lib1:heads",
    },
    "dependency_label": {
        "upgrade": """
            heads t003 t001 s001:t001 s002:t003 s001,t001:t002 t001:heads t002:t003 s002:t001 track@head
        """,
        "downgrade": """
            heads:base t003:t002 t003:t001 t002:s001 t003:s001 t001:base t003:store@base t003:-2
        """,
        "stamp": "heads t003:s001 s002:t003 t001:s002",
    },
    "two_dependencies": {
        "upgrade": """
            heads c002 a002:c002 b002:c002 c001:c002 a002,b002:c002 a002,c001:c002 a002,b002,c001:c002
            a001,b001:heads c001:heads cc@head a002:cc@head b001:c003
        """,
        "downgrade": """
            heads:base c003:c001 c002:c001 c002:a001 c002:b002 c003:aa@base c003:cc@base c002:a002 c003:-2
        """,
        "stamp": "heads a002,b002:c002 c002:a002,b002 c003:base",
    },
    "implied_dependency": {
        "upgrade": """
            heads y002 x002:y002 y001:y002 x002,y001:y002 k002:y002 k001,y001:y002 z001:heads
            x002,y001,z001:heads z001:z001,y002
        """,
        "downgrade": """
            y002:base y002:y001 y002:x001 y002,z001:y001 y002,z001:x001 heads:base y002,z001:k001
            y002:k001 y002:x002 y002,z001:-1 y002,z001:y002-1
        """,
        "stamp": "y002 x002,y001:y002 y002:base y002,z001:y001",
    },
    "crisscross": {
        "upgrade": """
            heads m004 d003 m003 base:m003 m001:m002 m001:m004 d001:m003 m002:heads m002,d002:heads
            m001,d001:d002 m001,d001:heads r000:m002 r000:heads m003:d003 m002:d003 d003:m004 main@head
            dev@head m003-1:m003 m004:d003
        """,
        "downgrade": """
            heads:base heads:r000 m004:base m004:m002 m004:d001 d003:m001 heads:m002 heads:d002 m003:m001
            m003:m002,d002 m004:-1 m004:-2 d003:r000 heads:main@base heads:m002,d002
        """,
        "stamp": "heads m002:d002 m002,d002:m003 m003:m001,d001 heads:r000 m001:heads",
    },
    "octopus": {
        "upgrade": """
            head octo stem:octo p1xx:octo p1xx,p2xx:octo p1xx,p2xx,p3xx:octo p3xx,p1xx:rear octo-1:octo
            rear-2:rear p2xx:head p3xx:p1xx base:p1xx,p2xx base:p2xx,p1xx
        """,
        "downgrade": """
            head:base octo:-1 octo:p1xx octo:p2xx octo:p3xx rear:stem octo:p1xx,p3xx octo:p1xx,p2xx,p3xx
            rear:-2
        """,
        "stamp": "octo:p1xx,p2xx,p3xx p1xx,p2xx,p3xx:octo p1xx:octo octo:stem",
    },
    "long": {
        "upgrade": """
            head a_very_long_revision_name_of_forty_chars:head base:another the_third_one:head
            a_very:the_third another_long-1:another_long a_very_long_revision_name_of_forty_chars+1:head
        """,
        "downgrade": "head:base the_third_one:a_very head:-1 another:base",
        "stamp": "another a_very:another head:base",
    },
    "numeric": {
        "upgrade": """
            head 0001:0003 0003:head 20240102_12:20240102_13 0002 000 2024 0001:+2 head-1:head
            20240102_1300-1:head base:20240102_1200+1 0001+1:0003 1.5 base:1.5-1 0002-1:0003 1
        """,
        "downgrade": "head:base 0003:0001 20240102_1300:0003 head:-1 head:20240102_1200-1 1.5:0001",
        "stamp": "0003 0001:0003 0003:0001",
    },
    "labels": {
        "upgrade": """
            heads common@head feature@head feature-x@head my-branch@head my-branch aaaa1111:feature
            aaaa1111:feat common:heads base:feature-x my-branch@+1 aaaa1111:my-branch@+1
            aaaa1111:my-branch-late base:my-branch-late bbbb@head aaaa1111@heads base:bbbb1111@head
            feature@cccc2222 bbbb2222:feature@head feature@base:heads common@base:heads my-br
        """,
        "downgrade": """
            heads:common heads:feature feature@head:base my-branch@head:common heads:feature@base
            heads:my-branch@aaaa1111 heads:feature@-1 feature@head:my-branch heads:my-branch-late@aaaa1111
            heads:feature-x@aaaa1111
        """,
        "stamp": "heads feature my-branch@head common:feature@head heads:base",
    },
    "single": {
        "upgrade": "head heads only base:only only:head +1 +2 head-1:head onl",
        "downgrade": "only:base head:-1 head:-2 only:only -1",
        "stamp": "head only:base base only",
    },
    "empty": {
        "upgrade": "head heads base base:head nope +1",
        "downgrade": "head:base base:base",
        "stamp": "head base heads",
    },
}


def cases() -> list[tuple[str, str, str]]:
    """Return every case: shape, command, range."""
    return [
        (shape, command, text)
        for shape, commands in RANGES.items()
        for command, texts in commands.items()
        for text in texts.split()
    ]
