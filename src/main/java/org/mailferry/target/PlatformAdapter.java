package org.mailferry.target;

/** Speaks one platform's administration interface. */
public interface PlatformAdapter {
    PlatformKind kind();

    /**
     * The platform behind the interface; calls with an equal argument share sessions.
     *
     * @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when the interface is described wrongly; nothing is contacted
     */
    TargetPlatform connect(TargetSystem.AdminApi api);
}
