package dev.firebreak.app.server;

import dev.firebreak.app.room.EstateDesk;
import dev.firebreak.app.sources.ElasticEndpoints;
import dev.firebreak.app.sources.FolderWatch;
import dev.firebreak.app.sources.Intake;
import dev.firebreak.app.sources.OsqueryEndpoints;
import dev.firebreak.app.sources.ReportEndpoints;
import dev.firebreak.app.sources.SyslogListener;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The ways by which estates report.
@Configuration(proxyBeanMethods = false)
@Import({ReportEndpoints.class, ElasticEndpoints.class, OsqueryEndpoints.class})
class SourceWiring {
    @Bean
    Intake intake(
            Organisations organisations,
            Sources sources,
            EstateDesk desk,
            ServerSettings settings) {
        return new Intake(
                organisations,
                sources,
                desk,
                (long) settings.number("upload.max-mb", 512, 1, 16_384) << 20);
    }

    /// What listens or watches only when it is asked to.
    static final class Listeners implements DisposableBean {
        private final @Nullable FolderWatch folder;
        private final @Nullable SyslogListener syslog;

        Listeners(@Nullable FolderWatch folder, @Nullable SyslogListener syslog) {
            this.folder = folder;
            this.syslog = syslog;
        }

        @Nullable SyslogListener syslog() {
            return syslog;
        }

        @Override
        public void destroy() throws IOException {
            if (folder != null) {
                folder.close();
            }
            if (syslog != null) {
                syslog.close();
            }
        }
    }

    @Bean
    Listeners listeners(ServerSettings settings, Intake intake)
            throws IOException, GeneralSecurityException {
        String folder = settings.text("watch.folder");
        FolderWatch watch = folder == null ? null : new FolderWatch(Path.of(folder), intake);
        SyslogListener syslog = null;
        if (settings.text("syslog.port") != null) {
            syslog =
                    new SyslogListener(
                            tls(settings),
                            settings.number("syslog.port", 6514, 0, 65_535),
                            settings.bind(),
                            intake);
        }
        return new Listeners(watch, syslog);
    }

    private static SSLContext tls(ServerSettings settings) throws IOException {
        for (String key : new String[] {"tls.certificate", "tls.key", "syslog.client-ca"}) {
            if (settings.text(key) == null) {
                throw new IOException("syslog.port needs " + key);
            }
        }
        PemSslStore own =
                Objects.requireNonNull(
                        PemSslStore.load(
                                PemSslStoreDetails.forCertificate(read(settings, "tls.certificate"))
                                        .withPrivateKey(read(settings, "tls.key"))));
        PemSslStore clients =
                Objects.requireNonNull(
                        PemSslStore.load(
                                PemSslStoreDetails.forCertificate(
                                        read(settings, "syslog.client-ca"))));
        return SslBundle.of(new PemSslStoreBundle(own, clients)).createSslContext();
    }

    private static String read(ServerSettings settings, String key) throws IOException {
        return Files.readString(Path.of(Objects.requireNonNull(settings.text(key))));
    }
}
