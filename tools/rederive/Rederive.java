// Derives allocations again and reports every difference from the record.
//
// This is a second program: it was written from docs/reference/allocation.md, shares no code with Trialwright, depends
// on nothing but a JDK 25, and builds even HMAC from plain SHA-256. Run it without compiling:
//
//   java Rederive.java blocks SEAL RECORD.csv --arm NAME=RATIO --arm NAME=RATIO [--commitment HEX]
//   java Rederive.java minimisation SEAL RECORD.csv --study NAME --arm NAME --arm NAME
//        --measure range|variance --probability P [--weights W,W,…] [--commitment HEX]
//
// RECORD.csv has a header line. Blocks: columns study, stratum, position, arm, in any order, rows in any order, further
// columns ignored. Minimisation: sequence first, arm last, the factors between, rows in the order in which the
// allocations began to count; the third allocation of the reserved range has the sequence "reserve/3".
//
// Exit code: 0 no difference, 1 differences (one a line on standard output) or a seal that does not hold, 2 wrong usage.

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

static final MessageDigest SHA = sha();

void main(String[] args) {
  try {
    var told = new LinkedHashMap<String, List<String>>();
    var plain = new ArrayList<String>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--")) {
        if (i + 1 == args.length) throw new Usage(args[i] + " needs a value");
        told.computeIfAbsent(args[i].substring(2), _ -> new ArrayList<>()).add(args[++i]);
      } else {
        plain.add(args[i]);
      }
    }
    if (plain.size() != 3) throw new Usage("expected: blocks|minimisation SEAL RECORD.csv and options");
    var secrets = open(Path.of(plain.get(1)));
    IO.println("commitment " + secrets.commitment());
    var published = told.getOrDefault("commitment", List.of());
    if (!published.isEmpty() && !published.getFirst().equalsIgnoreCase(secrets.commitment())) {
      throw new Broken("the commitment published was " + published.getFirst() + ": this is another seal");
    }
    var table = csv(Files.readString(Path.of(plain.get(2)), StandardCharsets.UTF_8));
    List<String> found = switch (plain.get(0)) {
      case "blocks" -> blocks(secrets, table, told);
      case "minimisation" -> minimisation(secrets, table, told);
      default -> throw new Usage("\"" + plain.get(0) + "\" is neither blocks nor minimisation");
    };
    found.forEach(IO::println);
    IO.println((table.size() - 1) + " allocations, " + found.size() + " differences");
    System.exit(found.isEmpty() ? 0 : 1);
  } catch (Broken e) {
    IO.println(e.getMessage());
    System.exit(1);
  } catch (Usage e) {
    System.err.println(e.getMessage());
    System.exit(2);
  } catch (IOException e) {
    System.err.println("cannot read " + e.getMessage());
    System.exit(2);
  }
}

// ---------------------------------------------------------------- the seal

record Secrets(byte[] salt, byte[] inner, byte[] outer, int[] sizes, String commitment) {}

static Secrets open(Path file) throws IOException {
  byte[] raw = Files.readAllBytes(file);
  var lines = new String(raw, StandardCharsets.US_ASCII).split("\n", -1);
  if (lines.length != 8 || !lines[0].equals("Trialwright seal, format 1") || !lines[7].isEmpty()) {
    throw new Broken(file + " is not a whole seal file");
  }
  int digested = raw.length - lines[6].length() - 1;
  if (!lines[6].equals("digest: " + HexFormat.of().formatHex(sha256(Arrays.copyOf(raw, digested))))) {
    throw new Broken(file + ": the digest line does not match; the seal was changed or damaged");
  }
  String algorithm = after(lines[2], "algorithm: ");
  if (!algorithm.equals("trialwright-1") && !algorithm.equals("trialwright-1-rehearsal")) {
    throw new Broken(file + ": this program does not know the algorithm " + algorithm);
  }
  String listed = after(lines[3], "block sizes: ");
  byte[] salt = HexFormat.of().parseHex(after(lines[4], "salt: "));
  byte[] key = HexFormat.of().parseHex(after(lines[5], "key: "));
  int[] sizes = listed.equals("none") ? new int[0] : Arrays.stream(listed.split(",")).mapToInt(Integer::parseInt).toArray();
  String commitment =
      HexFormat.of().formatHex(sha256(salt, key, (listed + "\n" + algorithm + "\n").getBytes(StandardCharsets.US_ASCII)));
  // HMAC (RFC 2104): the key padded with zeros to SHA-256's block of 64 bytes, exclusive-or 0x36 and 0x5c.
  byte[] inner = new byte[64];
  byte[] outer = new byte[64];
  for (int i = 0; i < 64; i++) {
    int k = i < key.length ? key[i] : 0;
    inner[i] = (byte) (k ^ 0x36);
    outer[i] = (byte) (k ^ 0x5c);
  }
  return new Secrets(salt, inner, outer, sizes, commitment);
}

static String after(String line, String label) {
  if (!line.startsWith(label)) throw new Broken("the seal lacks its line \"" + label.strip() + "\"");
  return line.substring(label.length());
}

/** The draw as 64 hexadecimal digits, so that the order of the texts is the order of the numbers. */
static String draw(Secrets secrets, String study, String stratum, String block, String position) {
  byte[] message = String.join("\n", study, stratum, block, position).getBytes(StandardCharsets.UTF_8);
  return HexFormat.of().formatHex(sha256(secrets.outer, sha256(secrets.inner, message)));
}

// ---------------------------------------------------------------- permuted blocks

static List<String> blocks(Secrets secrets, List<Row> table, Map<String, List<String>> told) {
  var ratio = new LinkedHashMap<String, Integer>();
  for (String arm : told.getOrDefault("arm", List.of())) {
    int equals = arm.lastIndexOf('=');
    if (equals < 1) throw new Usage("--arm " + arm + " should read NAME=RATIO");
    ratio.put(arm.substring(0, equals), Integer.parseInt(arm.substring(equals + 1)));
  }
  if (ratio.size() < 2) throw new Usage("name two arms or more, in the study's order: --arm NAME=RATIO --arm NAME=RATIO");
  int parts = ratio.values().stream().mapToInt(Integer::intValue).sum();
  if (secrets.sizes.length == 0 || Arrays.stream(secrets.sizes).anyMatch(size -> size % parts != 0)) {
    throw new Broken("the seal's block sizes do not fit these arms");
  }

  var header = table.getFirst().cells();
  int study = column(header, "study"), stratum = column(header, "stratum");
  int position = column(header, "position"), arm = column(header, "arm");
  var found = new ArrayList<String>();
  var sequences = new LinkedHashMap<List<String>, TreeMap<Integer, Row>>();
  for (Row row : table.subList(1, table.size())) {
    int place = whole(row.cells().get(position));
    if (place < 1) {
      found.add(row.line() + ": \"" + row.cells().get(position) + "\" is not a position");
      continue;
    }
    var key = List.of(row.cells().get(study), row.cells().get(stratum));
    var twin = sequences.computeIfAbsent(key, _ -> new TreeMap<>()).putIfAbsent(place, row);
    if (twin != null) found.add(row.line() + ": " + where(key, place) + " is on record twice, first at " + twin.line());
  }

  sequences.forEach((key, recorded) -> {
    int last = recorded.lastKey();
    int place = 0;
    for (int block = 1; place < last; block++) {
      for (String derived : block(secrets, key, String.valueOf(block), ratio, parts)) {
        if (++place > last) break;
        Row row = recorded.get(place);
        if (row == null) {
          found.add(where(key, place) + " was skipped");
        } else if (!row.cells().get(arm).equals(derived)) {
          found.add(row.line() + ": " + where(key, place) + ": recorded \"" + row.cells().get(arm) + "\", derived \"" + derived + "\"");
        }
      }
    }
  });
  return found;
}

/** One block: each place's draw with its arm, in a map that sorts by draw. */
static List<String> block(Secrets secrets, List<String> key, String block, Map<String, Integer> ratio, int parts) {
  // Remainder of a long number by hand: digit after digit, as in school.
  int remainder = 0;
  for (char digit : draw(secrets, key.get(0), key.get(1), block, "size").toCharArray()) {
    remainder = (remainder * 16 + Character.digit(digit, 16)) % secrets.sizes.length;
  }
  int copies = secrets.sizes[remainder] / parts;
  var sorted = new TreeMap<String, String>();
  int place = 0;
  for (var arm : ratio.entrySet()) {
    for (int i = 0; i < copies * arm.getValue(); i++) {
      sorted.put(draw(secrets, key.get(0), key.get(1), block, String.valueOf(++place)), arm.getKey());
    }
  }
  return List.copyOf(sorted.values());
}

static String where(List<String> key, int place) {
  return "study " + key.get(0) + ", stratum " + key.get(1) + ", position " + place;
}

// ---------------------------------------------------------------- minimisation

static List<String> minimisation(Secrets secrets, List<Row> table, Map<String, List<String>> told) {
  var arms = told.getOrDefault("arm", List.of());
  if (arms.size() < 2) throw new Usage("name two arms or more, in the study's order: --arm NAME --arm NAME");
  String study = one(told, "study");
  double p = Double.parseDouble(one(told, "probability"));
  boolean range = switch (one(told, "measure")) {
    case "range" -> true;
    case "variance" -> false;
    default -> throw new Usage("--measure is range or variance");
  };
  var header = table.getFirst().cells();
  int factors = header.size() - 2;
  if (factors < 1 || !header.getFirst().equals("sequence") || !header.getLast().equals("arm")) {
    throw new Broken("line 1: expected sequence, the factors, arm");
  }
  double[] weights = new double[factors];
  Arrays.fill(weights, 1);
  if (told.containsKey("weights")) {
    weights = Arrays.stream(one(told, "weights").split(",")).mapToDouble(Double::parseDouble).toArray();
    if (weights.length != factors) throw new Usage("--weights needs " + factors + " numbers");
  }

  var found = new ArrayList<String>();
  var here = new HashMap<String, Integer>(); // "factor \n level \n arm" → participants
  int next = 1, nextReserve = 1;
  for (Row row : table.subList(1, table.size())) {
    String sequence = row.cells().getFirst();
    String recorded = row.cells().getLast();
    String derived;
    if (sequence.startsWith("reserve/")) {
      int number = whole(sequence.substring(8));
      if (number != nextReserve) found.add(row.line() + ": reserve/" + nextReserve + " should come here, not " + sequence);
      nextReserve = number + 1;
      derived = arms.get((int) (uniform(secrets, study, "reserve/", number) * arms.size()));
    } else {
      int number = whole(sequence);
      if (number != next) found.add(row.line() + ": sequence " + next + " should come here, not " + sequence);
      next = number + 1;
      double[] sums = new double[arms.size()];
      for (int f = 0; f < factors; f++) {
        for (int candidate = 0; candidate < sums.length; candidate++) {
          double[] n = new double[sums.length];
          for (int a = 0; a < n.length; a++) {
            n[a] = here.getOrDefault(f + "\n" + row.cells().get(f + 1) + "\n" + arms.get(a), 0) + (a == candidate ? 1 : 0);
          }
          sums[candidate] += weights[f] * (range ? spread(n) : variance(n));
        }
      }
      derived = arms.get(pick(sums, p, uniform(secrets, study, "", number)));
    }
    if (!arms.contains(recorded)) {
      found.add(row.line() + ": sequence " + sequence + ": there is no arm \"" + recorded + "\"; derived \"" + derived + "\"");
    } else if (!recorded.equals(derived)) {
      found.add(row.line() + ": sequence " + sequence + ": recorded \"" + recorded + "\", derived \"" + derived + "\"");
    }
    for (int f = 0; f < factors; f++) {
      here.merge(f + "\n" + row.cells().get(f + 1) + "\n" + recorded, 1, Integer::sum);
    }
  }
  return found;
}

static double uniform(Secrets secrets, String study, String stratum, int number) {
  String hex = draw(secrets, study, stratum, String.valueOf(number), "draw");
  return Math.scalb((double) (Long.parseUnsignedLong(hex.substring(0, 16), 16) >>> 11), -53);
}

static double spread(double[] n) {
  return Arrays.stream(n).max().getAsDouble() - Arrays.stream(n).min().getAsDouble();
}

static double variance(double[] n) {
  double sum = 0, squares = 0;
  for (double x : n) {
    sum += x;
    squares += x * x;
  }
  return (squares - sum * sum / n.length) / (n.length - 1);
}

/** Walks along the arms, the preferred ones first, until their probabilities pass the draw. */
static int pick(double[] sums, double p, double draw) {
  double lowest = Arrays.stream(sums).min().getAsDouble();
  int k = sums.length;
  long m = Arrays.stream(sums).filter(s -> s - lowest <= 1e-12).count();
  double other = (1 - p) / (k - 1);
  double preferred = m == k ? 1.0 / k : (p + (m - 1) * other) / m;
  double passed = 0;
  int last = -1;
  for (boolean wanted : new boolean[] {true, false}) {
    for (int arm = 0; arm < k; arm++) {
      if ((sums[arm] - lowest <= 1e-12) != wanted) continue;
      passed += wanted ? preferred : other;
      last = arm;
      if (draw < passed) return arm;
    }
  }
  return last;
}

// ---------------------------------------------------------------- small things

record Row(String line, List<String> cells) {}

/** A comma-separated file after RFC 4180; line ends may be LF or CRLF; empty lines are passed over. */
static List<Row> csv(String text) {
  var rows = new ArrayList<Row>();
  var cells = new ArrayList<String>();
  var cell = new StringBuilder();
  boolean quoted = false;
  int line = 1, begun = 1;
  for (int i = text.startsWith("\ufeff") ? 1 : 0; i <= text.length(); i++) {
    char c = i < text.length() ? text.charAt(i) : '\n';
    if (i == text.length() && quoted) throw new Broken("line " + begun + ": a quotation mark is not closed");
    if (c == '\n') line++;
    if (quoted) {
      if (c != '"') {
        cell.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\n') {
      cells.add(cell.toString());
      cell.setLength(0);
      if (c == '\n') {
        if (cells.size() > 1 || !cells.getFirst().isEmpty()) rows.add(new Row("line " + begun, List.copyOf(cells)));
        cells.clear();
        begun = line;
      }
    } else if (c != '\r') {
      cell.append(c);
    }
  }
  if (rows.isEmpty()) throw new Broken("the record has no header line");
  for (Row row : rows) {
    if (row.cells().size() != rows.getFirst().cells().size()) {
      throw new Broken(row.line() + ": " + row.cells().size() + " cells, but the header has " + rows.getFirst().cells().size());
    }
  }
  return rows;
}

static int column(List<String> header, String name) {
  int at = header.indexOf(name);
  if (at < 0) throw new Broken("line 1: there is no column \"" + name + "\"");
  return at;
}

static int whole(String text) {
  return text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : -1;
}

static String one(Map<String, List<String>> told, String option) {
  var values = told.getOrDefault(option, List.of());
  if (values.size() != 1) throw new Usage("give --" + option + " once");
  return values.getFirst();
}

static byte[] sha256(byte[]... parts) {
  for (byte[] part : parts) SHA.update(part);
  return SHA.digest();
}

static MessageDigest sha() {
  try {
    return MessageDigest.getInstance("SHA-256");
  } catch (java.security.NoSuchAlgorithmException e) {
    throw new IllegalStateException(e);
  }
}

static class Broken extends RuntimeException {
  Broken(String message) {
    super(message);
  }
}

static class Usage extends RuntimeException {
  Usage(String message) {
    super(message);
  }
}
