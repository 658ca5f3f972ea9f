package dev.firebreak.gate.inspect;

import java.util.Set;

/// Names of commands that people and scripts call without a path. Who puts one of them in front is called in its place.
final class SystemCommands {
    static final Set<String> NAMES =
            Set.of(
                    ("ssh scp sftp ssh-add ssh-agent ssh-keygen sshd sudo su login passwd doas ls ps cat cp mv rm ln id who top ss ip find"
                                    + " grep sed awk env test kill bash sh dash zsh curl wget git gpg gpgv gpg2 openssl apt apt-get apt-key dpkg"
                                    + " rpm dnf yum systemctl service journalctl mount umount crontab netstat ifconfig iptables nft lsof"
                                    + " modprobe insmod lsmod tar gzip nc ping rsync docker kubectl python python3 perl node npm npx pip pip3 java"
                                    + " javac gcc cc make ld strace gdb md5sum sha256sum useradd usermod chmod chown chattr cmd powershell pwsh"
                                    + " vim nano less more head tail cut sort xargs tee date uname whoami hostname")
                            .split(" "));

    private SystemCommands() {}
}
