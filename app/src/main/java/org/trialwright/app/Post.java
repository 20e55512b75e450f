package org.trialwright.app;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/** How mails leave: as files into a folder, or by somebody's server. */
sealed interface Post {
  /** The folder beneath the data folder where mails lie as files. */
  String FOLDER = "outbox";

  /** A mail as it is written. */
  record Letter(String to, String subject, String text, Instant at, String name) {}

  /**
   * Sends a letter.
   *
   * @throws Undelivered when it did not leave
   */
  void send(Letter letter);

  /** A letter that did not leave; it may be tried again. */
  final class Undelivered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undelivered(Exception why) {
      super("a mail could not be sent: " + why.getMessage(), why);
    }
  }

  /** Files that another program may send, or nobody: {@code .eml}, one a mail. */
  record Outbox(Path folder, String from) implements Post {
    @Override
    public void send(Letter letter) {
      try {
        Files.createDirectories(folder);
        Path begun = Files.createTempFile(folder, "begun-", ".part");
        try (var out = Files.newOutputStream(begun)) {
          message(Session.getInstance(new Properties()), from, letter).writeTo(out);
        }
        Files.move(
            begun, folder.resolve(letter.name() + ".eml"), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | MessagingException trouble) {
        throw new Undelivered(trouble);
      }
    }
  }

  /**
   * A server of the house.
   *
   * @param password from the environment; empty for a server that asks for none
   * @param encrypted by TLS from the first byte; else TLS must follow, but on this machine itself
   */
  record Smtp(
      String host, int port, boolean encrypted, Optional<String> user, String password, String from)
      implements Post {
    private static final String PATIENCE = "20000";

    /** Reads {@code smtp://USER@HOST:PORT} or {@code smtps://…}; empty when it is neither. */
    static Optional<Smtp> of(String url, String password, String from) {
      try {
        URI uri = new URI(url);
        boolean encrypted = "smtps".equals(uri.getScheme());
        boolean known = encrypted || "smtp".equals(uri.getScheme());
        String host = uri.getHost();
        String user = uri.getUserInfo();
        if (!known || host == null || (user != null && user.contains(":"))) {
          return Optional.empty();
        }
        int usual = encrypted ? 465 : 587;
        int port = uri.getPort() < 0 ? usual : uri.getPort();
        return Optional.of(
            new Smtp(host, port, encrypted, Optional.ofNullable(user), password, from));
      } catch (URISyntaxException none) {
        return Optional.empty();
      }
    }

    @Override
    public void send(Letter letter) {
      String protocol = encrypted ? "smtps" : "smtp";
      String kind = "mail." + protocol + ".";
      boolean here = host.equals("localhost") || host.equals("127.0.0.1");
      Properties properties = new Properties();
      properties.put(kind + "auth", String.valueOf(user.isPresent()));
      properties.put(kind + "starttls.enable", "true");
      properties.put(kind + "starttls.required", String.valueOf(!encrypted && !here));
      properties.put(kind + "ssl.checkserveridentity", "true");
      properties.put(kind + "connectiontimeout", PATIENCE);
      properties.put(kind + "timeout", PATIENCE);
      properties.put(kind + "writetimeout", PATIENCE);
      Session session = Session.getInstance(properties);
      try (var transport = session.getTransport(protocol)) {
        transport.connect(
            host, port, user.isPresent() ? user.get() : null, user.isPresent() ? password : null);
        MimeMessage message = message(session, from, letter);
        transport.sendMessage(message, message.getAllRecipients());
      } catch (MessagingException trouble) {
        throw new Undelivered(trouble);
      }
    }
  }

  private static MimeMessage message(Session session, String from, Letter letter)
      throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
    message.setSubject(letter.subject(), "UTF-8");
    message.setText(letter.text(), "UTF-8");
    message.setSentDate(Date.from(letter.at()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    return message;
  }
}
