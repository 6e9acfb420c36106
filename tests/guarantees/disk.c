/* A disk that keeps a diary and can fail: preloaded into a writing process (tests/guarantees/power.py).
 *
 * Every write, truncation, removal and fsync below the folder YICI_DISK_ROOT is done and then noted, in its
 * order, in the file YICI_DISK_LOG: one byte for the kind, the length of the path, the offset, the length of
 * the bytes, then path and bytes. After yici_disk_fails(n, error), the n-th change from now on and all
 * following ones fail with that error, until it is called with n = -1.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int diary = -1;
static const char *root = NULL;
static int left = -1, failure = 0;

#define NEXT(result, name, ...) \
    static result (*next)(__VA_ARGS__) = NULL; \
    if (!next) next = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void open_diary(void) {
    root = getenv("YICI_DISK_ROOT");
    const char *log = getenv("YICI_DISK_LOG");
    if (log) diary = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

void yici_disk_fails(int after, int error) {
    pthread_mutex_lock(&turn);
    left = after;
    failure = error;
    pthread_mutex_unlock(&turn);
}

static int ours(const char *path) {
    return root && strncmp(path, root, strlen(root)) == 0 && strcmp(path + strlen(path) - 4, "-shm") != 0;
}

static int path_of(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 4) return 0;
    path[length] = 0;
    return ours(path);
}

/* Tell whether this change has to fail; called with the turn taken. */
static int fails(void) {
    if (left < 0) return 0;
    if (left > 0) { left--; return 0; }
    errno = failure;
    return 1;
}

static void note(char kind, const char *path, uint64_t offset, const void *bytes, uint32_t length) {
    if (diary < 0) return;
    uint32_t named = strlen(path);
    char head[17];
    head[0] = kind;
    memcpy(head + 1, &named, 4);
    memcpy(head + 5, &offset, 8);
    memcpy(head + 13, &length, 4);
    syscall(SYS_write, diary, head, sizeof head);
    syscall(SYS_write, diary, path, named);
    if (bytes) syscall(SYS_write, diary, bytes, length);
}

static ssize_t place(int file, const void *bytes, size_t length, off64_t offset) {
    NEXT(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char path[PATH_MAX];
    if (!path_of(file, path)) return next(file, bytes, length, offset);
    pthread_mutex_lock(&turn);
    ssize_t done = fails() ? -1 : next(file, bytes, length, offset);
    int error = errno;
    if (done > 0) note('w', path, offset, bytes, done);
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset) {
    return place(file, bytes, length, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
    return place(file, bytes, length, offset);
}

ssize_t write(int file, const void *bytes, size_t length) {
    NEXT(ssize_t, "write", int, const void *, size_t);
    char path[PATH_MAX];
    if (!path_of(file, path)) return next(file, bytes, length);
    pthread_mutex_lock(&turn);
    off64_t at = lseek64(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = fails() ? -1 : next(file, bytes, length);
    int error = errno;
    if (done > 0) note('w', path, at, bytes, done);
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}

static int cut(int file, off64_t length) {
    NEXT(int, "ftruncate64", int, off64_t);
    char path[PATH_MAX];
    if (!path_of(file, path)) return next(file, length);
    pthread_mutex_lock(&turn);
    int done = fails() ? -1 : next(file, length), error = errno;
    if (done == 0) note('t', path, length, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}

int ftruncate64(int file, off64_t length) { return cut(file, length); }
int ftruncate(int file, off_t length) { return cut(file, length); }

static int flush_file(int file, int (*next)(int)) {
    char path[PATH_MAX];
    if (!path_of(file, path)) return next(file);
    pthread_mutex_lock(&turn);
    int done = fails() ? -1 : next(file), error = errno;
    if (done == 0) note('s', path, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}

int fsync(int file) {
    NEXT(int, "fsync", int);
    return flush_file(file, next);
}

int fdatasync(int file) {
    NEXT(int, "fdatasync", int);
    return flush_file(file, next);
}

int unlink(const char *path) {
    NEXT(int, "unlink", const char *);
    char whole[PATH_MAX];
    if (!realpath(path, whole) || !ours(whole)) return next(path);
    pthread_mutex_lock(&turn);
    int done = next(path), error = errno;
    if (done == 0) note('u', whole, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = error;
    return done;
}
