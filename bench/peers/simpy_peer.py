"""The models of bench/ in SimPy (Debian: python3-simpy3), for ratios of the same work.

    simpy_peer.py hold PENDING EVENTS | mm1 CUSTOMERS | mmc CUSTOMERS | pool REQUESTS
                  | keep_alive CLIENTS SECONDS

Prints: CPU ns a unit (event, customer, request), and the answer that bench/ checks too. Written as
SimPy's own manual does it: a process each, resources for stations.
"""
import random
import sys
import time

import simpy

SERVERS = 8
FRONT_ENDS = 8
FRONT_END_S = 0.8
BACK_END_S = 0.1
UTILIZATION = 0.8


def timed(env, until, units):
    begin = time.process_time()
    env.run(until=until)
    return 1e9 * (time.process_time() - begin) / units


def hold(pending, events):
    """Events at rate `pending`: each is scheduled again after Exp(1)."""
    env = simpy.Environment()
    done = [0]

    def holder():
        while True:
            yield env.timeout(random.expovariate(1.0))
            done[0] += 1

    for _ in range(pending):
        env.process(holder())
    until = events / pending
    ns = timed(env, until, events)
    return ns, done[0] / events


def keep_alive(clients, seconds):
    env = simpy.Environment()
    done = [0]

    def client():
        yield env.timeout(300.0 * random.random())
        while True:
            done[0] += 1
            yield env.timeout(285.0 + 30.0 * random.random())

    for _ in range(clients):
        env.process(client())
    expected = clients * seconds / 300.0
    return timed(env, seconds, expected), done[0] / expected


def queue(servers, customers):
    """M/M/c at rho = 0.9 with service times of mean 1; the mean time in system."""
    env = simpy.Environment()
    station = simpy.Resource(env, capacity=servers)
    times = []

    def customer():
        arrived = env.now
        with station.request() as turn:
            yield turn
            yield env.timeout(random.expovariate(1.0))
        times.append(env.now - arrived)

    def source():
        while True:
            yield env.timeout(random.expovariate(0.9 * servers))
            env.process(customer())

    env.process(source())
    ns = timed(env, customers / (0.9 * servers), customers)
    return ns, sum(times) / len(times)


def pool(requests):
    """clients -> balancer -> 8 x M/M/8 -> M/M/8, as bench/small_pool.cpp."""
    env = simpy.Environment()
    front_ends = [simpy.Resource(env, capacity=SERVERS) for _ in range(FRONT_ENDS)]
    back_end = simpy.Resource(env, capacity=SERVERS)
    rate = UTILIZATION * SERVERS / BACK_END_S
    times = []

    def request():
        arrived = env.now
        with front_ends[random.randrange(FRONT_ENDS)].request() as turn:
            yield turn
            yield env.timeout(random.expovariate(1.0 / FRONT_END_S))
        with back_end.request() as turn:
            yield turn
            yield env.timeout(random.expovariate(1.0 / BACK_END_S))
        times.append(env.now - arrived)

    def clients():
        while True:
            yield env.timeout(random.expovariate(rate))
            env.process(request())

    env.process(clients())
    ns = timed(env, requests / rate, requests)
    return ns, sum(times) / len(times)


def main():
    random.seed(1)
    what, numbers = sys.argv[1], [int(text) for text in sys.argv[2:]]
    runs = {
        "hold": lambda: hold(*numbers),
        "keep_alive": lambda: keep_alive(*numbers),
        "mm1": lambda: queue(1, *numbers),
        "mmc": lambda: queue(SERVERS, *numbers),
        "pool": lambda: pool(*numbers),
    }
    ns, answer = runs[what]()
    print(f"SimPy-{simpy.__version__} {ns:.1f} {answer:.5f}")


if __name__ == "__main__":
    main()
