package dev.midstream.runtime.generation;

import dev.midstream.runtime.graph.ServiceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a host shares with its modules: the contracts it refers to, and the services it provides.
 * Immutable.
 *
 * @param contracts the types on the host's class path that modules share; a contract's place in the
 *     list is the slot of its implementation in each generation
 * @param services what modules may ask for and the host has, by type
 */
public record HostTypes(List<Class<?>> contracts, Map<Class<?>, Object> services) {

    /** A host that shares nothing but the API. */
    public static final HostTypes NONE = new HostTypes(List.of(), Map.of());

    /** Copies both. */
    public HostTypes {
        contracts = List.copyOf(contracts);
        services = Map.copyOf(services);
    }

    /** The types whose packages modules see from the host's loader. */
    public Set<Class<?>> shared() {
        Set<Class<?>> shared = new HashSet<>(contracts);
        shared.addAll(services.keySet());
        return shared;
    }

    /** The identities of the host's services. */
    public Set<ServiceType> serviceTypes() {
        Set<ServiceType> types = new HashSet<>();
        services.keySet().forEach(type -> types.add(ServiceType.of(type)));
        return types;
    }

    /** A service of the host's. */
    public Optional<Object> service(ServiceType type) {
        Map<ServiceType, Object> byType = new HashMap<>();
        services.forEach((key, service) -> byType.put(ServiceType.of(key), service));
        return Optional.ofNullable(byType.get(type));
    }

    /** The slot of a contract; empty if the host has not named it. */
    public Optional<Integer> slot(Class<?> contract) {
        int slot = contracts.indexOf(contract);
        return slot < 0 ? Optional.empty() : Optional.of(slot);
    }
}
