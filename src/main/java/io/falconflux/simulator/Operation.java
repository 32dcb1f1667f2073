package io.falconflux.simulator;

/** One of the operations that need a token. */
interface Operation {

    Reply answer(Call call, Tenant tenant);
}
