"""A trace of the system's calls, read without strace."""

import pytest

from tests.hosting.traced import Call, local, parse, plain, reached, written

FILES = """\
10 openat(AT_FDCWD</app>, "/lib/a.so", O_RDONLY|O_CLOEXEC) = 3</lib/a.so>
10 openat(AT_FDCWD</app>, "made", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 3</app/made>
11 openat(AT_FDCWD</app>, "/no", O_RDWR|O_CREAT, 0666) = -1 EACCES (Permission denied)
11 openat(AT_FDCWD</app>, "/tmp", O_RDWR|O_EXCL|O_TMPFILE, 0600) = 4</tmp/#12>(deleted)
11 open("/old", O_RDONLY) = 5</old>
11 open("/old", O_APPEND|O_WRONLY) = 5</old>
11 creat("/oldest", 0600) = 6</oldest>
12 openat2(AT_FDCWD</app>, "/new", {flags=O_WRONLY, resolve=0}, 24) = 7</new>
12 memfd_create("shared", MFD_CLOEXEC) = 8</memfd:shared>(deleted)
12 rename("/a = b", "/c (d)") = 0
12 linkat(3</x>, "e", AT_FDCWD</app>, "/f", 0) = 0
12 symlink("/g", "/h") = -1 EEXIST (File exists)
"""
V6 = "sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, {}, &sin6_addr)"
FIRST, SECOND = V6.format('"2001:db8::2"'), V6.format('"::ffff:127.0.0.1"')
NETWORK = f"""\
10 connect(4<UDP:[1]>, {{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.53")}}, 16) = 0
10 connect(4<TCP:[2]>, {{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("198.51.100.1")}}, 16) = -1 E (Op)
10 connect(4<UNIX-STREAM:[3]>, {{sa_family=AF_UNIX, sun_path="/run/nscd/socket"}}, 110) = -1 ENOENT (No such file)
10 connect(4<UNIX-STREAM:[3]>, {{sa_family=AF_UNIX, sun_path=@"hidden"}}, 110) = 0
11 sendto(7<UDPv6:[4]>, ""..., 7, 0, {{{FIRST}}}, 28) = 7
11 sendto(7<UDPv6:[4]>, ""..., 7, 0, {{{SECOND}}}, 28) = 7
11 sendto(8<TCP:[5]>, ""..., 9, 0, NULL, 0) = 9
11 sendto(9<NETLINK:[6]>, [{{nlmsg_len=20}}, ""...], 20, 0, {{sa_family=AF_NETLINK, nl_groups=00000000}}, 12) = 20
12 sendmsg(5<UDP:[7]>, {{msg_name={{sa_family=AF_INET, sin_port=htons(1), sin_addr=inet_addr("192.0.2.1")}}}}, 0) = 4
12 sendmmsg(5<UDP:[8]>, [{{msg_hdr={{msg_name=NULL, msg_iov=[{{iov_base=""..., iov_len=9}}]}}}}], 2, MSG_NOSIGNAL) = 2
12 bind(5<UDP:[8]>, {{sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("192.0.2.2")}}, 16) = 0
"""


def test_files_that_were_written_are_told_from_those_that_were_read() -> None:
    calls = list(parse(FILES.splitlines(keepends=True)))

    assert len(calls) == 12
    assert written(calls) == [
        "/app/made",
        "/tmp/#12",
        "/old",
        "/oldest",
        "/new",
        "memfd:shared",
        "/c (d)",
        "/f",
    ]


def test_whoever_was_sent_to_is_found_and_who_was_only_tried_too() -> None:
    calls = list(parse(NETWORK.splitlines()))

    assert reached(calls) == {
        ("192.0.2.53", 53),
        ("198.51.100.1", 80),
        ("2001:db8::2", 9),
        ("127.0.0.1", 9),
        ("192.0.2.1", 1),
    }
    assert local(calls) == {"/run/nscd/socket", "hidden"}


def test_a_call_that_another_thread_came_between_is_put_together() -> None:
    lines = [
        '10 openat(AT_FDCWD</app>, "a", O_WRONLY <unfinished ...>',
        '11 openat(AT_FDCWD</app>, "b", O_RDONLY <unfinished ...>',
        "10 <... openat resumed>) = 3</app/a>",
        "--- SIGTERM {si_signo=SIGTERM} ---",
        "12 --- SIGCHLD {si_signo=SIGCHLD} ---",
        "12 +++ exited with 0 +++",
        "11 <... openat resumed>)             = 4</app/b>",
        "13 <... openat resumed>) = 5</app/nobody>",
        '11 sendto(4<UDP:[1]>, ""..., 5, 0, NULL, 0 <unfinished ...>) = ?',
    ]

    assert list(parse(lines)) == [
        Call("openat", 'AT_FDCWD</app>, "a", O_WRONLY', "3</app/a>"),
        Call("openat", 'AT_FDCWD</app>, "b", O_RDONLY', "4</app/b>"),
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:DB8:0::1", "2001:db8::1")],
)
def test_an_address_has_one_form(address: str, expected: str) -> None:
    assert plain(address) == expected
