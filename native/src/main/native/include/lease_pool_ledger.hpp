#ifndef LOCKSTEP_LEASE_POOL_LEDGER_HPP
#define LOCKSTEP_LEASE_POOL_LEDGER_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lockstep {

/// What the clients of a LeasePool under replay have seen, whatever its state says: what went wrong
/// for them is the harm of a fault.
class LeasePoolLedger {
 public:
  explicit LeasePoolLedger(int clients) : clients_(clients) {}

  /// A client begins to acquire while those of the mask wait.
  void asks(int client, std::uint32_t waiting) {
    clients_[client].ahead = waiting;
    clients_[client].ticks = 0;
  }

  void ticks(int client, int limit) {
    if (++clients_[client].ticks > limit) {
      add(overdue_, {{"thread", client}, {"ticks", clients_[client].ticks}, {"limit", limit}});
    }
  }

  /// After each step: who is waiting still.
  void waits(std::uint32_t waiting) {
    for (Client& client : clients_) {
      client.ahead &= waiting;
    }
  }

  /// The client has the lease in hand.
  void gets(int client, int slot, bool busy) {
    for (int other = 0; other < static_cast<int>(clients_.size()); ++other) {
      if ((clients_[client].ahead >> other & 1) != 0) {
        add(overtaken_, {{"served", client}, {"first", other}});
      }
      if (other != client && clients_[other].slot == slot) {
        add(doubled_, {{"slot", slot}, {"thread", client}, {"other", other}});
      }
    }
    if (busy) {
      add(undrained_, {{"slot", slot}, {"thread", client}});
    }
    clients_[client].slot = slot;
  }

  void givesBack(int client) { clients_[client].slot = -1; }

  /// Found by the collector: from here on it is that one's to give back.
  void passes(int from, int to) {
    clients_[to].slot = clients_[from].slot;
    givesBack(from);
  }

  /// The client's work was accepted for the slot.
  void works(int client, int slot) {
    if (clients_[client].slot != slot) {
      add(foreign_, {{"slot", slot}, {"thread", client}});
    }
  }

  /// Who believes that it leases a stream which has been destroyed.
  std::string cutOff(const std::vector<int>& alive) const {
    std::string list;
    for (std::size_t c = 0; c < clients_.size(); ++c) {
      if (clients_[c].slot >= 0 && alive[clients_[c].slot] == 0) {
        add(list, {{"slot", clients_[c].slot}, {"thread", static_cast<int>(c)}});
      }
    }
    return "[" + list + "]";
  }

  /// The fields of a JSON object.
  std::string json() const {
    return "\"overtaken\":[" + overtaken_ + "],\"doubled\":[" + doubled_ + "],\"undrained\":[" +
           undrained_ + "],\"foreignWork\":[" + foreign_ + "],\"overdue\":[" + overdue_ + "]";
  }

 private:
  struct Client {
    int slot = -1;
    int ticks = 0;
    std::uint32_t ahead = 0;  // who waited when it asked, and waits still
  };
  struct Field {
    const char* name;
    int value;
  };

  static void add(std::string& list, const std::vector<Field>& fields) {
    std::string object;
    for (const Field& field : fields) {
      object += (object.empty() ? "{\"" : ",\"") + std::string(field.name) +
                "\":" + std::to_string(field.value);
    }
    list += (list.empty() ? "" : ",") + object + "}";
  }

  std::vector<Client> clients_;
  std::string overtaken_, doubled_, undrained_, foreign_, overdue_;
};

}  // namespace lockstep

#endif  // LOCKSTEP_LEASE_POOL_LEDGER_HPP
