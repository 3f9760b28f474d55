package org.mailferry.mailsync;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Puts a tripwire before and behind every call to a server. */
final class TrippingStores {
    /** They ask the server nothing; and what is closed stays closed. */
    private static final Set<String> SILENT = Set.of("close", "hierarchy", "storable", "toString", "hashCode", "equals");

    private TrippingStores() {}

    static MailStores around(MailStores stores, Tripwire tripwire) {
        return (MailStores) wrapped(stores, MailStores.class, tripwire);
    }

    private static Object wrapped(Object inner, Class<?> type, Tripwire tripwire) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getReturnType() == Sides.class) {
                // It opens one side after the other, each by the call that is watched.
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            boolean silent = SILENT.contains(method.getName()) || inner instanceof OpenedFolder && method.getName().equals("status");
            if (!silent) {
                tripwire.passing(method.getName());
            }
            Object result;
            try {
                result = method.invoke(inner, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            try {
                if (!silent) {
                    tripwire.passing(method.getName() + " done");
                }
            } catch (RuntimeException | Error e) {
                if (result instanceof MailStore store) {
                    store.close();
                }
                throw e;
            }
            return result instanceof MailStore ? wrapped(result, MailStore.class, tripwire)
                : result instanceof OpenedFolder ? wrapped(result, OpenedFolder.class, tripwire) : result;
        });
    }
}
