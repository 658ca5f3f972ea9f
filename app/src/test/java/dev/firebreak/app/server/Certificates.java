package dev.firebreak.app.server;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority of a test and what it certifies, for real TLS on the loopback address.
public final class Certificates {
    private final KeyPair keys;
    private final X509Certificate certificate;
    private long serial = 1;

    public Certificates() {
        keys = pair();
        certificate = sign("Test authority", keys, keys, "Test authority", true);
    }

    /// A certified key.
    public record Certified(KeyPair keys, X509Certificate certificate) {}

    /// @param name common name, and DNS name; the loopback address is always in it
    public Certified issue(String name) {
        KeyPair own = pair();
        return new Certified(own, sign(name, own, keys, "Test authority", false));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(
            String name, KeyPair own, KeyPair signer, String by, boolean authority) {
        try {
            Instant now = Instant.now();
            var builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=" + by),
                            BigInteger.valueOf(serial++),
                            Date.from(now.minus(1, ChronoUnit.DAYS)),
                            Date.from(now.plus(2, ChronoUnit.DAYS)),
                            new X500Name("CN=" + name),
                            own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, name),
                                    new GeneralName(GeneralName.dNSName, "localhost"),
                                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                                }));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(signer.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The authority's certificate as a PEM file.
    public Path authority(Path folder) throws IOException {
        return pem(folder.resolve("authority.pem"), certificate);
    }

    public static Path certificate(Path folder, Certified of) throws IOException {
        return pem(folder.resolve("certificate.pem"), of.certificate());
    }

    public static Path key(Path folder, Certified of) throws IOException {
        return pem(folder.resolve("key.pem"), new JcaPKCS8Generator(of.keys().getPrivate(), null));
    }

    private static Path pem(Path file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return Files.writeString(file, text.toString());
    }

    /// TLS that trusts this authority and shows a certificate, or none.
    public SSLContext context(Certified... own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certified each : own) {
                store.setKeyEntry(
                        "own",
                        each.keys().getPrivate(),
                        new char[0],
                        new X509Certificate[] {each.certificate()});
            }
            KeyManagerFactory keyManagers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
