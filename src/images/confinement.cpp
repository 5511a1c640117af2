// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/confinement.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

namespace kommod::images {
namespace {

// The address sanitizer reserves terabytes of addresses, and says where its signal stack lies when
// the process ends.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "the filter of system calls knows x86-64 and ARM64"
#endif

bool limit(__rlimit_resource resource, rlim_t value) {
    const rlimit limits{value, value};
    return setrlimit(resource, &limits) == 0;
}

bool limit_resources() {
    constexpr rlim_t memory = 384UL * 1024 * 1024, seconds = 5;
    return limit(RLIMIT_CPU, seconds) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_NOFILE, 0) && (sanitized || limit(RLIMIT_AS, memory));
}

// What a single thread needs to compute, to read its input and to write its output.
constexpr std::array allowed_calls{
    __NR_read,         __NR_write,          __NR_mmap,   __NR_munmap,     __NR_mremap,
    __NR_mprotect,     __NR_madvise,        __NR_brk,    __NR_futex,      __NR_exit,
    __NR_rt_sigreturn, __NR_rt_sigprocmask, __NR_getpid, __NR_exit_group, __NR_clock_gettime,
    __NR_getrandom,    __NR_rt_sigaction};

sock_filter statement(int code, std::uint32_t value) {
    return {static_cast<std::uint16_t>(code), 0, 0, value};
}
// Skips the next statement unless the value is that one.
sock_filter unless_equal_skip(std::uint32_t value) {
    return {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value};
}

// Another architecture's numbers mean other calls; everything else that is not allowed is refused
// as if it were forbidden, so that a library that asks for more can still fail in its own way.
bool filter_calls() {
    constexpr std::uint32_t allow = SECCOMP_RET_ALLOW, refuse = SECCOMP_RET_ERRNO | EPERM;
    std::vector<sock_filter> filter{
        statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, architecture},
        statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
    const auto permit = [&](int call) {
        filter.push_back(unless_equal_skip(static_cast<std::uint32_t>(call)));
        filter.push_back(statement(BPF_RET | BPF_K, allow));
    };
    for (const auto call : allowed_calls)
        permit(call);
    if (sanitized) permit(__NR_sigaltstack);
    filter.push_back(statement(BPF_RET | BPF_K, refuse));
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

bool confine_this_process() {
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit_resources() && filter_calls();
}

}  // namespace kommod::images
