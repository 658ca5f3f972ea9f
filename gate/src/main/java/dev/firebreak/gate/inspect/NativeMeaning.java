package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.SignalKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What imported names and libraries of machine code let it do.
final class NativeMeaning {
    private static final Map<String, SignalKind> NAMES = new HashMap<>();
    private static final Map<String, SignalKind> LIBRARIES = new HashMap<>();

    private static void all(SignalKind kind, String names) {
        for (String name : names.split(" ")) {
            NAMES.put(name, kind);
        }
    }

    static {
        all(
                SignalKind.NETWORK,
                "socket connect getaddrinfo gethostbyname sendto recvfrom accept listen WSAStartup WSAConnect WSASocketA WSASocketW"
                        + " InternetOpenA InternetOpenW InternetOpenUrlA InternetOpenUrlW InternetConnectA InternetConnectW HttpOpenRequestA HttpOpenRequestW"
                        + " HttpSendRequestA HttpSendRequestW WinHttpOpen WinHttpConnect WinHttpOpenRequest WinHttpSendRequest URLDownloadToFileA"
                        + " URLDownloadToFileW DnsQuery_A DnsQuery_W curl_easy_perform curl_easy_init SSL_connect res_query res_search"
                        + " CFReadStreamCreateForHTTPRequest CFStreamCreatePairWithSocketToHost nw_connection_create"
                        + " OBJC_CLASS_$_NSURLSession OBJC_CLASS_$_NSURLConnection OBJC_CLASS_$_NSMutableURLRequest");
        all(
                SignalKind.PROCESS,
                "CreateProcessA CreateProcessW CreateProcessAsUserA CreateProcessAsUserW CreateProcessWithLogonW CreateProcessWithTokenW"
                        + " ShellExecuteA ShellExecuteW ShellExecuteExA ShellExecuteExW WinExec _wsystem system popen _popen _wpopen execve execv execvp execl execlp"
                        + " execle execvpe fexecve posix_spawn posix_spawnp NtCreateUserProcess wordexp OBJC_CLASS_$_NSTask LSOpenCFURLRef");
        all(
                SignalKind.INJECTION,
                "VirtualAllocEx WriteProcessMemory CreateRemoteThread CreateRemoteThreadEx QueueUserAPC NtQueueApcThread SetThreadContext"
                        + " NtUnmapViewOfSection NtMapViewOfSection NtWriteVirtualMemory RtlCreateUserThread SetWindowsHookExA SetWindowsHookExW ptrace"
                        + " process_vm_writev task_for_pid mach_vm_write mach_vm_protect thread_create_running");
        all(
                SignalKind.CREDENTIALS,
                "CredEnumerateA CredEnumerateW CredReadA CredReadW CryptUnprotectData LsaRetrievePrivateData LsaEnumerateLogonSessions"
                        + " SamIConnect SamrQueryInformationUser SecItemCopyMatching SecKeychainFindGenericPassword SecKeychainFindInternetPassword"
                        + " SecKeychainItemCopyContent getspnam getspent pam_authenticate");
        all(
                SignalKind.PERSISTENCE,
                "CreateServiceA CreateServiceW SMLoginItemSetEnabled LSSharedFileListInsertItemURL SetupInstallServicesFromInfSectionA");
        all(SignalKind.NATIVE_LOAD, "dlopen");
        for (String l :
                "ws2_32.dll wsock32.dll wininet.dll winhttp.dll urlmon.dll dnsapi.dll mswsock.dll libcurl.dll"
                        .split(" ")) {
            LIBRARIES.put(l, SignalKind.NETWORK);
        }
        for (String l :
                "CFNetwork Network libcurl.4.dylib libcurl.so.4 libssl.so.3 libnghttp2.so.14"
                        .split(" ")) {
            LIBRARIES.put(l.toLowerCase(Locale.ROOT), SignalKind.NETWORK);
        }
    }

    private NativeMeaning() {}

    /// @param name as imported, `_` and `@VERSION` of other systems removed by the caller
    static @Nullable SignalKind ofName(String name) {
        return NAMES.get(name);
    }

    static @Nullable SignalKind ofLibrary(String path) {
        return LIBRARIES.get(path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    /// Adds a signal for each telling import and library.
    static void tell(List<String> imports, List<String> libraries, Signals out) {
        for (String i : imports) {
            String name = i.substring(i.indexOf('!') + 1);
            SignalKind kind = ofName(name);
            if (kind != null) {
                out.add(kind, i, "imports " + i.replace("!", ": "));
            }
        }
        for (String l : libraries) {
            SignalKind kind = ofLibrary(l);
            if (kind != null) {
                out.add(kind, l, "loads " + l);
            }
        }
    }
}
