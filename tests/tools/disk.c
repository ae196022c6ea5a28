/* Stands before the C library's file calls in a process under test: counts what it does to files below one
   folder, writes it into a log in the order in which it happens, and can end the process at a chosen call.

   Loaded by LD_PRELOAD; nothing happens until mneme_disk_watch() is called. Linux, 64 bit. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { CREATE = 1, OPEN, WRITE, TRUNCATE, SYNC, SYNC_FOLDER, RENAME, LINK, UNLINK, MARK };
enum { FILES = 4096, KNOWN = 65536 };

struct record { uint32_t kind, file; uint64_t offset, length; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1;
static long count, kill_at;
static uint32_t of_descriptor[FILES]; /* the number of the file that a descriptor belongs to; 0: not watched */
static struct { dev_t device; ino_t inode; } known[KNOWN];
static uint32_t last;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static ssize_t write_really(int descriptor, const void *data, size_t length) {
    REAL(write);
    return real(descriptor, data, length);
}

static void note(uint32_t kind, uint32_t file, uint64_t offset, const void *data, uint64_t length) {
    if (log_file < 0) return;
    struct record head = { kind, file, offset, length };
    if (write_really(log_file, &head, sizeof head) != sizeof head) abort();
    if (data && length && write_really(log_file, data, length) != (ssize_t)length) abort();
}

/* One more call that changes or flushes a watched file. Returns 1 when the process is to end at this one. */
static int counted(void) {
    count++;
    return kill_at && count >= kill_at;
}

static void end(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int below(const char *path) {
    return folder_length && path && !strncmp(path, folder, folder_length)
        && (path[folder_length] == '/' || !path[folder_length]);
}

static uint32_t number_of(int descriptor, int made) {
    struct stat found;
    if (fstat(descriptor, &found)) return 0;
    if (!made)
        for (uint32_t at = last; at > 0; at--)
            if (known[at].device == found.st_dev && known[at].inode == found.st_ino) return at;
    if (last + 1 >= KNOWN) abort();
    known[++last].device = found.st_dev;
    known[last].inode = found.st_ino;
    return last;
}

static void opened(int descriptor, const char *path, int made, int emptied) {
    if (descriptor < 0 || descriptor >= FILES) return;
    uint32_t before = last, number = number_of(descriptor, made);
    of_descriptor[descriptor] = number;
    if (made || number > before) note(made ? CREATE : OPEN, number, 0, path, strlen(path));
    if (emptied && !made) note(TRUNCATE, number, 0, NULL, 0);
}

#define OPENING(name, call) \
    REAL(name); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list more; \
        va_start(more, flags); \
        mode = va_arg(more, mode_t); \
        va_end(more); \
    } \
    if (!below(path)) return call; \
    pthread_mutex_lock(&lock); \
    int made = (flags & O_CREAT) && access(path, F_OK); \
    if (made && counted()) end(); \
    int descriptor = call; \
    int error = errno; \
    opened(descriptor, path, made, flags & O_TRUNC); \
    pthread_mutex_unlock(&lock); \
    errno = error; \
    return descriptor

int open(const char *path, int flags, ...) { OPENING(open, real(path, flags, mode)); }
int open64(const char *path, int flags, ...) { OPENING(open64, real(path, flags, mode)); }
int openat(int at, const char *path, int flags, ...) { OPENING(openat, real(at, path, flags, mode)); }
int openat64(int at, const char *path, int flags, ...) { OPENING(openat64, real(at, path, flags, mode)); }

int close(int descriptor) {
    REAL(close);
    if (descriptor >= 0 && descriptor < FILES) of_descriptor[descriptor] = 0;
    return real(descriptor);
}

static uint32_t watched(int descriptor) {
    return folder_length && descriptor >= 0 && descriptor < FILES ? of_descriptor[descriptor] : 0;
}

/* A write at which the process ends has reached the file by its first half. */
#define WRITING(call, half, where) \
    uint32_t number = watched(descriptor); \
    if (!number) return call; \
    pthread_mutex_lock(&lock); \
    off_t at = where; \
    if (counted()) { \
        if (count % 2) { size_t whole = length; length = whole / 2; (void)!(half); length = whole; } \
        end(); \
    } \
    ssize_t done = call; \
    int error = errno; \
    if (done > 0) note(WRITE, number, (uint64_t)at, data, (uint64_t)done); \
    pthread_mutex_unlock(&lock); \
    errno = error; \
    return done

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
    REAL(pwrite);
    WRITING(real(descriptor, data, length, offset), real(descriptor, data, length, offset), offset);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset) {
    REAL(pwrite64);
    WRITING(real(descriptor, data, length, offset), real(descriptor, data, length, offset), offset);
}

ssize_t write(int descriptor, const void *data, size_t length) {
    WRITING(write_really(descriptor, data, length), write_really(descriptor, data, length),
            lseek(descriptor, 0, SEEK_CUR));
}

#define CHANGING(call, kind, offset) \
    uint32_t number = watched(descriptor); \
    if (!number) return call; \
    pthread_mutex_lock(&lock); \
    if (counted()) end(); \
    int done = call; \
    int error = errno; \
    if (!done) note(kind, number, (uint64_t)(offset), NULL, 0); \
    pthread_mutex_unlock(&lock); \
    errno = error; \
    return done

int ftruncate(int descriptor, off_t length) { REAL(ftruncate); CHANGING(real(descriptor, length), TRUNCATE, length); }
int ftruncate64(int descriptor, off64_t length) { REAL(ftruncate64); CHANGING(real(descriptor, length), TRUNCATE, length); }

static int synced(int descriptor, int (*real)(int)) {
    uint32_t number = watched(descriptor);
    if (!number) return real(descriptor);
    char link[64], path[PATH_MAX] = "";
    struct stat found;
    pthread_mutex_lock(&lock);
    if (counted()) end();
    int done = real(descriptor);
    if (!done && !fstat(descriptor, &found) && S_ISDIR(found.st_mode)) {
        char *end_of = stpcpy(link, "/proc/self/fd/");
        char digits[16];
        int at = 0, left = descriptor;
        do digits[at++] = (char)('0' + left % 10); while (left /= 10);
        while (at) *end_of++ = digits[--at];
        *end_of = 0;
        ssize_t length = readlink(link, path, sizeof path - 1);
        note(SYNC_FOLDER, number, 0, path, length > 0 ? (uint64_t)length : 0);
    } else if (!done) note(SYNC, number, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int descriptor) { REAL(fsync); return synced(descriptor, real); }
int fdatasync(int descriptor) { REAL(fdatasync); return synced(descriptor, real); }

static int named(const char *from, const char *to, uint32_t kind, int (*real)(const char *, const char *)) {
    if (!below(from) && !below(to)) return real(from, to);
    char both[2 * PATH_MAX];
    size_t first = strlen(from) + 1, second = strlen(to);
    pthread_mutex_lock(&lock);
    if (counted()) end();
    int done = real(from, to);
    int error = errno;
    memcpy(both, from, first);
    memcpy(both + first, to, second);
    if (!done) note(kind, 0, 0, both, first + second);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int rename(const char *from, const char *to) { REAL(rename); return named(from, to, RENAME, real); }
int link(const char *from, const char *to) { REAL(link); return named(from, to, LINK, real); }

int unlink(const char *path) {
    REAL(unlink);
    if (!below(path)) return real(path);
    pthread_mutex_lock(&lock);
    if (counted()) end();
    int done = real(path);
    int error = errno;
    if (!done) note(UNLINK, 0, 0, path, strlen(path));
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

/* Python copies files with these where it can; without them it reads and writes. */
ssize_t sendfile(int out, int in, off_t *offset, size_t length) {
    (void)out, (void)in, (void)offset, (void)length;
    errno = ENOTSOCK;
    return -1;
}

ssize_t sendfile64(int out, int in, off64_t *offset, size_t length) {
    (void)out, (void)in, (void)offset, (void)length;
    errno = ENOTSOCK;
    return -1;
}

/* From here on: files below path are watched; what happens is written to log (a path, or NULL for no log). */
int mneme_disk_watch(const char *path, const char *log) {
    REAL(open);
    pthread_mutex_lock(&lock);
    folder_length = strlen(path);
    memcpy(folder, path, folder_length + 1);
    if (log) log_file = real(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    pthread_mutex_unlock(&lock);
    return log && log_file < 0 ? -1 : 0;
}

/* End the process at so many calls from now; 0 never. */
void mneme_disk_kill_in(long calls) {
    pthread_mutex_lock(&lock);
    kill_at = calls ? count + calls : 0;
    pthread_mutex_unlock(&lock);
}

/* Put a number into the log: what it stands for was acknowledged before this moment. */
void mneme_disk_mark(long number) {
    pthread_mutex_lock(&lock);
    note(MARK, 0, (uint64_t)number, NULL, 0);
    pthread_mutex_unlock(&lock);
}
