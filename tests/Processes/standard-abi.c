/* A library with the ABI of the standard's fifth version, as far as programs of this project call it, made of MPICH's: to see that such a library is
   recognised and called with the standard's constants. Anything else ends in an error. */
#include <dlfcn.h>
#include <stdint.h>

enum { world = 0x101, byte = 0x247, mpich_world = 0x44000000, mpich_byte = 0x4c00010d, serialized = 2048, mpich_serialized = 2, error = 15 };

static void *function(const char *name)
{
    static void *library;
    if (!library)
        library = dlopen("libmpich.so.12", RTLD_NOW | RTLD_LOCAL);
    return library ? dlsym(library, name) : 0;
}

int MPI_Abi_get_version(int *major, int *minor)
{
    *major = 1;
    *minor = 0;
    return 0;
}

int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
{
    int got = 0;
    if (required != serialized)
        return error;
    int result = ((int (*)(int *, char ***, int, int *))function("MPI_Init_thread"))(argc, argv, mpich_serialized, &got);
    *provided = got * 1024;
    return result;
}

int MPI_Comm_rank(intptr_t comm, int *rank)
{
    return comm == world ? ((int (*)(int, int *))function("MPI_Comm_rank"))(mpich_world, rank) : error;
}

int MPI_Comm_size(intptr_t comm, int *size)
{
    return comm == world ? ((int (*)(int, int *))function("MPI_Comm_size"))(mpich_world, size) : error;
}

int MPI_Bcast(void *buffer, int count, intptr_t type, int root, intptr_t comm)
{
    return comm == world && type == byte ? ((int (*)(void *, int, int, int, int))function("MPI_Bcast"))(buffer, count, mpich_byte, root, mpich_world) : error;
}

static int collective(const char *name, const void *sent, int count, intptr_t type, void *received, int received_count, intptr_t received_type, intptr_t comm)
{
    if (comm != world || type != byte || received_type != byte)
        return error;
    return ((int (*)(const void *, int, int, void *, int, int, int))function(name))(sent, count, mpich_byte, received, received_count, mpich_byte, mpich_world);
}

int MPI_Allgather(const void *s, int n, intptr_t t, void *r, int m, intptr_t u, intptr_t comm)
{
    return collective("MPI_Allgather", s, n, t, r, m, u, comm);
}

int MPI_Alltoall(const void *s, int n, intptr_t t, void *r, int m, intptr_t u, intptr_t comm)
{
    return collective("MPI_Alltoall", s, n, t, r, m, u, comm);
}

int MPI_Barrier(intptr_t comm)
{
    return comm == world ? ((int (*)(int))function("MPI_Barrier"))(mpich_world) : error;
}

int MPI_Abort(intptr_t comm, int code)
{
    return comm == world ? ((int (*)(int, int))function("MPI_Abort"))(mpich_world, code) : error;
}

int MPI_Finalize(void)
{
    return ((int (*)(void))function("MPI_Finalize"))();
}
