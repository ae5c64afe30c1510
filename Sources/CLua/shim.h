// Lua 5.1, and the few functions around it that can't be written in Swift.
//
// Lua raises an error by `longjmp`, which must not pass a frame of Swift. So what raises, or calls
// what may, stands here: a function of Lua's that is written in Swift returns what is to be raised,
// and `martlet_function` raises it when no frame of Swift is left. While Swift runs, memory is never
// refused, as a refusal would raise too.
#pragma once
#include <lua5.1/lua.h>
#include <lua5.1/lauxlib.h>
#include <lua5.1/lualib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern int luaopen_bit(lua_State *L);
extern int luaopen_cjson(lua_State *L);

// What a state has beside Lua's own: found by its allocator.
struct martlet_lua {
    size_t used, limit;
    // Whether Swift runs.
    int is_sealed;
    // Whether what runs is to end: a script that was killed.
    int is_ended;
    // Whether a script asked something of the garbage collector.
    int is_collector_changed;
    void *owner;
    // Small pieces of memory that are free, by their size in units: scripts need them again and again.
    struct martlet_piece { struct martlet_piece *next; } *pieces[4];
    int piece_counts[4];
    // Runs a function that is written in Swift. Returns how many results are on the stack, -1 if what
    // is on top is to be raised, or -2 - n if it says what is wrong with the argument n.
    int (*call)(lua_State *L, void *owner, int function);
    // Called every 100000 instructions. Returns whether what is on top is to be raised.
    int (*interrupt)(lua_State *L, void *owner);
};

static inline struct martlet_lua *martlet_of(lua_State *L) {
    void *data;
    lua_getallocf(L, &data);
    return (struct martlet_lua *)data;
}

// What a piece is a multiple of, and how many free ones of a size are kept.
enum { martlet_unit = 16, martlet_most_pieces = 1024 };

// The list that a piece of a size belongs in, or -1.
static inline int martlet_list(size_t size) {
    return size - 1 < 4 * martlet_unit ? (int)((size - 1) / martlet_unit) : -1;
}

// Gives memory back; a small piece is kept for the next.
static inline void martlet_release(struct martlet_lua *lua, void *block, size_t size) {
    int list = martlet_list(size);
    lua->used -= size;
    if (list < 0 || lua->piece_counts[list] == martlet_most_pieces) {
        free(block);
        return;
    }
    struct martlet_piece *piece = (struct martlet_piece *)block;
    piece->next = lua->pieces[list];
    lua->pieces[list] = piece;
    lua->piece_counts[list]++;
}

// Takes a small piece that was kept; returns NULL if there is none.
static inline void *martlet_reuse(struct martlet_lua *lua, size_t size) {
    int list = martlet_list(size);
    if (list < 0 || !lua->pieces[list]) return NULL;
    struct martlet_piece *piece = lua->pieces[list];
    lua->pieces[list] = piece->next;
    lua->piece_counts[list]--;
    lua->used += size;
    return piece;
}

// Asks the system for memory.
static __attribute__((noinline)) void *martlet_obtain(
    struct martlet_lua *lua, void *block, size_t old_size, size_t new_size) {
    int list = martlet_list(new_size);
    void *grown = realloc(block, list < 0 ? new_size : (size_t)(list + 1) * martlet_unit);
    if (grown) lua->used += new_size - old_size;
    else if (lua->is_sealed) abort();
    return grown;
}

static void *martlet_allocate(void *data, void *block, size_t old_size, size_t new_size) {
    struct martlet_lua *lua = (struct martlet_lua *)data;
    if (new_size == 0) {
        if (block) martlet_release(lua, block, old_size);
        return NULL;
    }
    if (new_size > old_size && !lua->is_sealed && lua->used + (new_size - old_size) > lua->limit)
        return NULL;
    void *piece = block ? NULL : martlet_reuse(lua, new_size);
    return piece ? piece : martlet_obtain(lua, block, old_size, new_size);
}

static inline lua_State *martlet_new_state(struct martlet_lua *lua) {
    return lua_newstate(martlet_allocate, lua);
}

// Closes a state, and gives all its memory back.
static inline void martlet_close(lua_State *L) {
    struct martlet_lua *lua = martlet_of(L);
    lua_close(L);
    for (int list = 0; list < 4; list++) {
        while (lua->pieces[list]) {
            struct martlet_piece *piece = lua->pieces[list];
            lua->pieces[list] = piece->next;
            free(piece);
        }
    }
}

// MARK: Functions and hooks in Swift

static int martlet_function(lua_State *L) {
    struct martlet_lua *lua = martlet_of(L);
    int function = (int)(intptr_t)lua_touserdata(L, lua_upvalueindex(1));
    lua->is_sealed = 1;
    int count = lua->call(L, lua->owner, function);
    lua->is_sealed = 0;
    if (count >= 0) return count;
    if (count == -1) return lua_error(L);
    return luaL_argerror(L, -2 - count, lua_tostring(L, -1));
}

static void martlet_hook(lua_State *L, lua_Debug *activation) {
    (void)activation;
    struct martlet_lua *lua = martlet_of(L);
    lua->is_sealed = 1;
    int is_raised = lua->interrupt(L, lua->owner);
    lua->is_sealed = 0;
    if (!is_raised) return;
    // From now on every line is interrupted, so that no `pcall` can go on.
    lua->is_ended = 1;
    lua_sethook(L, martlet_hook, LUA_MASKLINE, 0);
    lua_error(L);
}

static inline void martlet_set_hook(lua_State *L, int is_set) {
    if (is_set) lua_sethook(L, martlet_hook, LUA_MASKCOUNT, 100000);
    else lua_sethook(L, NULL, 0, 0);
}

// Calls the function below `count` arguments, with `handler` for errors; memory may be refused.
static inline int martlet_protected_call(lua_State *L, int count, int results, int handler) {
    struct martlet_lua *lua = martlet_of(L);
    lua->is_sealed = 0;
    lua->is_ended = 0;
    int status = lua_pcall(L, count, results, handler);
    lua->is_sealed = 1;
    return status;
}

// Compiles text. Lua looks for the name of the chunk while it does not keep it: it is kept here.
static inline int martlet_compile(lua_State *L, const char *text, size_t count, const char *name) {
    struct martlet_lua *lua = martlet_of(L);
    lua_pushstring(L, name);
    if (count > 0 && text[0] == 27) {
        lua_pushliteral(L, " ");
        lua_pushlstring(L, text, count);
        lua_concat(L, 2);
        text = lua_tolstring(L, -1, &count);
    } else {
        lua_pushnil(L);
    }
    int was_sealed = lua->is_sealed;
    lua->is_sealed = 0;
    int status = luaL_loadbuffer(L, text, count, name);
    lua->is_sealed = was_sealed;
    lua_replace(L, -3);
    lua_pop(L, 1);
    return status;
}

// MARK: Tables that scripts can't change
//
// A script sees an empty table, whose metatable leads to the one that has the contents. Lua's own
// functions that look past metatables are led there, too, or refuse to write.

// Where the metatable of a guarded table has its contents, and what `getmetatable` returns for it:
// keys that no script can make.
#define MARTLET_CONTENTS ((void *)8)
#define MARTLET_METATABLE ((void *)16)

// Pushes the contents of the guarded table at `index`; pushes nothing if it is none.
static int martlet_push_contents(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return 0;
    lua_pushlightuserdata(L, MARTLET_CONTENTS);
    lua_rawget(L, -2);
    lua_remove(L, -2);
    if (lua_type(L, -1) == LUA_TTABLE) return 1;
    lua_pop(L, 1);
    return 0;
}

static int martlet_refuse_change(lua_State *L) {
    return luaL_error(L, "Attempt to modify a readonly table");
}

static int martlet_refuse_global(lua_State *L) {
    if (lua_gettop(L) != 2)
        return luaL_error(L, "Wrong number of arguments to luaProtectedTableError");
    if (!lua_isstring(L, 2))
        return luaL_error(L, "Second argument to luaProtectedTableError must be a string or number");
    return luaL_error(
        L, "Script attempted to access nonexistent global variable '%s'", lua_tostring(L, 2));
}

// Replaces the table on top by a guarded one with its contents. `metatable` is the index of what
// `getmetatable` returns for it, or 0.
static inline void martlet_guard(lua_State *L, int metatable) {
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, martlet_refuse_change);
    lua_setfield(L, -2, "__newindex");
    lua_pushlightuserdata(L, MARTLET_CONTENTS);
    lua_pushvalue(L, -4);
    lua_rawset(L, -3);
    if (metatable) {
        lua_pushlightuserdata(L, MARTLET_METATABLE);
        lua_pushvalue(L, metatable);
        lua_rawset(L, -3);
    }
    lua_setmetatable(L, -2);
    lua_replace(L, -2);
}

// Gives the guarded table on top the contents at `index`.
static inline void martlet_set_contents(lua_State *L, int index) {
    lua_getmetatable(L, -1);
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "__index");
    lua_pushlightuserdata(L, MARTLET_CONTENTS);
    lua_pushvalue(L, index);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

// Functions that replace one of Lua's have its first upvalue, and itself as the second.
static inline int martlet_original(lua_State *L) {
    return lua_tocfunction(L, lua_upvalueindex(2))(L);
}

// A function that reads its first argument.
static int martlet_reading(lua_State *L) {
    if (martlet_push_contents(L, 1)) lua_replace(L, 1);
    return martlet_original(L);
}

// Returns whether the value on top is a guarded table, or has one in it however deep.
static int martlet_has_guarded(lua_State *L) {
    if (lua_type(L, -1) != LUA_TTABLE) return 0;
    if (martlet_push_contents(L, -1)) {
        lua_pop(L, 1);
        return 1;
    }
    luaL_checkstack(L, 4, "too deep");
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        int has_guarded = martlet_has_guarded(L);
        lua_pop(L, 1);
        if (!has_guarded) continue;
        lua_pop(L, 1);
        return 1;
    }
    return 0;
}

// Encodes its argument as JSON. The original takes a guarded table within it for an empty one, which is
// seen in what it made; all of them have functions in them.
static int martlet_encode(lua_State *L) {
    if (martlet_push_contents(L, 1)) lua_replace(L, 1);
    int count = martlet_original(L);
    if (!strstr(lua_tostring(L, -1), "{}")) return count;
    lua_pushvalue(L, 1);
    if (martlet_has_guarded(L))
        return luaL_error(L, "Cannot serialise function: type not supported");
    lua_pop(L, 1);
    return count;
}

static int martlet_is_refused(lua_State *L) {
    if (!martlet_push_contents(L, 1)) return 0;
    lua_pop(L, 1);
    return 1;
}

static int martlet_raise_readonly(lua_State *L) {
    lua_pushliteral(L, "Attempt to modify a readonly table");
    return lua_error(L);
}

static int martlet_rawset(lua_State *L) {
    if (lua_gettop(L) >= 3 && martlet_is_refused(L)) return martlet_raise_readonly(L);
    return martlet_original(L);
}

static int martlet_insert(lua_State *L) {
    int count = lua_gettop(L);
    if ((count == 2 || (count == 3 && lua_isnumber(L, 2))) && martlet_is_refused(L))
        return martlet_raise_readonly(L);
    return martlet_original(L);
}

static int martlet_setmetatable(lua_State *L) {
    int type = lua_type(L, 2);
    if ((type == LUA_TNIL || type == LUA_TTABLE) && martlet_is_refused(L))
        return martlet_raise_readonly(L);
    return martlet_original(L);
}

static int martlet_getmetatable(lua_State *L) {
    int type = lua_type(L, 1);
    if (type == LUA_TSTRING) {
        // The guarded table that stands for the metatable of strings.
        lua_pushvalue(L, lua_upvalueindex(1));
        return 1;
    }
    if (type != LUA_TTABLE || !martlet_push_contents(L, 1)) return martlet_original(L);
    lua_getmetatable(L, 1);
    lua_pushlightuserdata(L, MARTLET_METATABLE);
    lua_rawget(L, -2);
    return 1;
}

// MARK: Functions that are tamed

// The most quantifiers that a pattern may have: Lua takes one step down the stack for each.
enum { martlet_most_quantifiers = 4096 };

static int martlet_match(lua_State *L) {
    size_t count;
    const char *pattern = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &count) : NULL;
    if (pattern && count > martlet_most_quantifiers) {
        int quantifiers = 0;
        for (size_t i = 0; i < count; i++) {
            char c = pattern[i];
            quantifiers += c == '*' || c == '+' || c == '-' || c == '?';
        }
        if (quantifiers > martlet_most_quantifiers && !lua_toboolean(L, 4))
            return luaL_error(L, "pattern too complex");
    }
    return martlet_original(L);
}

static int martlet_repeat(lua_State *L) {
    size_t count = 0;
    if (lua_isstring(L, 1)) lua_tolstring(L, 1, &count);
    int times = luaL_checkint(L, 2);
    if (times > 0 && count == 0) {
        luaL_checkstring(L, 1);
        lua_pushliteral(L, "");
        return 1;
    }
    if (times > 0 && count > martlet_of(L)->limit / (size_t)times) {
        lua_pushliteral(L, "not enough memory");
        return lua_error(L);
    }
    return martlet_original(L);
}

// The original takes the smallest `int` for a number of digits that it can negate.
static int martlet_tohex(lua_State *L) {
    if (lua_isnumber(L, 2)) {
        // As the original does, let an addition shift the number's last 32 bits into place.
        union { double number; unsigned bits; } count = {lua_tonumber(L, 2) + 6755399441055744.0};
        if (count.bits == 0x80000000u) {
            lua_pushnumber(L, -8);
            lua_replace(L, 2);
        }
    }
    return martlet_original(L);
}

static int martlet_collectgarbage(lua_State *L) {
    martlet_of(L)->is_collector_changed = 1;
    return martlet_original(L);
}

static int martlet_pcall(lua_State *L) {
    int count = lua_gettop(L);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    if (count == 0) {
        // As in Redis, it is the result that is called.
        lua_pushboolean(L, 1);
        count = 1;
    }
    if (lua_pcall(L, count - 1, LUA_MULTRET, 0)) {
        lua_remove(L, 1);
        if (lua_istable(L, -1)) {
            lua_getfield(L, -1, "err");
            if (lua_isstring(L, -1)) lua_replace(L, -2);
        }
        lua_pushboolean(L, 0);
        lua_insert(L, 1);
    }
    return lua_gettop(L);
}

// The end of a script that was killed in a coroutine is not the coroutine's end alone.
static int martlet_resume(lua_State *L) {
    int count = martlet_original(L);
    struct martlet_lua *lua = martlet_of(L);
    if (!lua->is_ended || lua_toboolean(L, -count)) return count;
    lua_sethook(L, martlet_hook, LUA_MASKLINE, 0);
    return lua_error(L);
}

static int martlet_loaded(lua_State *L, int status) {
    if (status == 0) return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
}

static int martlet_loadstring(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    const char *name = luaL_optstring(L, 2, text);
    return martlet_loaded(L, martlet_compile(L, text, count, name));
}

// Hands out what the function at 1 returns, and first of all a blank: what is compiled before is
// refused as no text.
static const char *martlet_read(lua_State *L, void *is_begun, size_t *count) {
    if (!*(int *)is_begun) {
        *(int *)is_begun = 1;
        *count = 1;
        return " ";
    }
    luaL_checkstack(L, 2, "too many nested functions");
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        *count = 0;
        return NULL;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "reader function must return a string");
    lua_replace(L, 3);
    return lua_tolstring(L, 3, count);
}

static int martlet_load(lua_State *L) {
    int is_begun = 0;
    const char *name = luaL_optstring(L, 2, "=(load)");
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 3);
    lua_pushstring(L, name);
    return martlet_loaded(L, lua_load(L, martlet_read, &is_begun, name));
}
